-- AlterTable
ALTER TABLE "images" ADD COLUMN     "marks_revision" INTEGER NOT NULL DEFAULT 0;
