-- DropIndex
DROP INDEX "generations_parent_id_idx";

-- AlterTable
ALTER TABLE "generations" ADD COLUMN     "source_id" UUID,
ADD COLUMN     "source_index" INTEGER;

-- AlterTable
ALTER TABLE "uploads" ADD COLUMN     "used_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP;

-- CreateIndex
CREATE INDEX "generations_parent_id_parent_index_idx" ON "generations"("parent_id", "parent_index");
