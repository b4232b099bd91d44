/** The process that TorchServe runs the built-in model in. */
interface Status {
  workers: { pid: number; status: string }[];
}

/** As the kernel does when memory runs out. TorchServe starts another one by itself. */
export async function killModelWorker(managementUrl: string): Promise<void> {
  const answer = await fetch(`${managementUrl}/models/builtin`);
  const [status] = (await answer.json()) as Status[];
  const pid = status?.workers.find((worker) => worker.status === 'READY')?.pid;
  if (!pid) throw new Error(`The model has no worker to kill: ${JSON.stringify(status)}`);
  process.kill(pid, 'SIGKILL');
}
