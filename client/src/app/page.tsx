import { FirstPage } from './first-page.tsx';

export default function Page() {
  return <FirstPage />;
}
