import type { GenerationRequest } from '@darkroom/protocol';
import { Injectable } from '@nestjs/common';
import { DomainError } from '../shared/domain-error.ts';
import { OriginsRepository } from './origins.repository.ts';

@Injectable()
export class Origins {
  constructor(private readonly repository: OriginsRepository) {}

  /**
   * What a request says it is made from must be of its room: a picture of another one does not exist here [BD1].
   *
   * @throws DomainError parent_not_found, source_not_found, upload_not_found
   */
  async assertThere({ roomId, parent, source }: GenerationRequest): Promise<void> {
    if (parent && !(await this.repository.isInRoom(parent, roomId))) {
      throw new DomainError('parent_not_found', 'The picture that this goes back to is not in this room any more.');
    }
    if (source?.kind === 'picture' && !(await this.repository.isInRoom(source, roomId))) {
      throw new DomainError('source_not_found', 'The picture to start from is not in this room any more.');
    }
    if (source?.kind === 'upload' && !(await this.repository.use(source.uploadId, roomId))) {
      throw new DomainError('upload_not_found', 'The picture that was brought is not kept any more. Bring it again.');
    }
  }
}
