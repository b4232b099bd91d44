-- An author, a model and a size together: of a seldom combination this index holds all that is asked, where the rows were read before.
-- DropIndex
DROP INDEX "images_room_id_author_id_created_at_generation_id_index_idx";

-- CreateIndex
CREATE INDEX "images_of_author_idx" ON "images"("room_id", "author_id", "created_at" DESC, "generation_id" DESC, "index" DESC, "model", "width", "height");
