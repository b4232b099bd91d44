/** Sees to it that the bucket is there, and says plainly what is wrong with the address or the keys when it is not. */
import { CreateBucketCommand, HeadBucketCommand, S3Client, S3ServiceException } from '@aws-sdk/client-s3';
import { Failure } from './failure.ts';

export interface S3Settings {
  S3_ENDPOINT?: string | undefined;
  S3_REGION?: string | undefined;
  S3_BUCKET: string;
  S3_ACCESS_KEY_ID?: string | undefined;
  S3_SECRET_ACCESS_KEY?: string | undefined;
  S3_FORCE_PATH_STYLE?: string | undefined;
}

export async function ensureBucket(settings: S3Settings): Promise<void> {
  const client = s3Client(settings);
  const Bucket = settings.S3_BUCKET;
  try {
    await client.send(new HeadBucketCommand({ Bucket })).catch((error: unknown) => {
      if (statusOf(error) !== 404) throw error;
      return client.send(new CreateBucketCommand({ Bucket }));
    });
  } catch (error) {
    throw new Failure(
      `The bucket ${Bucket} at ${settings.S3_ENDPOINT ?? 'AWS'} can neither be used nor made: ${reasonOf(error)}`,
      'Check S3_ENDPOINT, S3_REGION, S3_BUCKET, S3_ACCESS_KEY_ID and S3_SECRET_ACCESS_KEY.',
    );
  } finally {
    client.destroy();
  }
}

export function s3Client(settings: S3Settings): S3Client {
  const { S3_ENDPOINT, S3_ACCESS_KEY_ID, S3_SECRET_ACCESS_KEY, S3_FORCE_PATH_STYLE } = settings;
  return new S3Client({
    region: settings.S3_REGION || 'us-east-1',
    ...(S3_ENDPOINT && { endpoint: S3_ENDPOINT }),
    forcePathStyle: S3_FORCE_PATH_STYLE ? S3_FORCE_PATH_STYLE === 'true' : Boolean(S3_ENDPOINT),
    ...(S3_ACCESS_KEY_ID &&
      S3_SECRET_ACCESS_KEY && {
        credentials: { accessKeyId: S3_ACCESS_KEY_ID, secretAccessKey: S3_SECRET_ACCESS_KEY },
      }),
  });
}

const statusOf = (error: unknown) => (error instanceof S3ServiceException ? error.$metadata.httpStatusCode : undefined);

function reasonOf(error: unknown): string {
  const status = statusOf(error);
  if (status === 403) return 'access denied (403)';
  const text = error instanceof Error ? `${error.name} ${error.message}`.trim() : String(error);
  return status ? `${text} (${status})` : text;
}
