-- Both may be made by whoever owns the database.
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE EXTENSION IF NOT EXISTS btree_gin;

-- AlterTable
ALTER TABLE "images" ADD COLUMN     "author_id" UUID,
ADD COLUMN     "model" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "words" TEXT NOT NULL DEFAULT '';

-- CreateTable
CREATE TABLE "prompt_words" (
    "room_id" UUID NOT NULL,
    "word" TEXT NOT NULL,

    CONSTRAINT "prompt_words_pkey" PRIMARY KEY ("room_id","word")
);

-- CreateIndex
CREATE INDEX "prompt_words_room_id_word_idx" ON "prompt_words" USING GIN ("room_id" uuid_ops, "word" gin_trgm_ops);

-- CreateIndex
CREATE INDEX "images_room_id_author_id_created_at_generation_id_index_idx" ON "images"("room_id", "author_id", "created_at" DESC, "generation_id" DESC, "index" DESC);

-- CreateIndex
CREATE INDEX "images_room_id_model_created_at_generation_id_index_idx" ON "images"("room_id", "model", "created_at" DESC, "generation_id" DESC, "index" DESC);

-- CreateIndex
CREATE INDEX "images_room_id_width_height_created_at_generation_id_index_idx" ON "images"("room_id", "width", "height", "created_at" DESC, "generation_id" DESC, "index" DESC);

-- CreateIndex
CREATE INDEX "images_room_id_pinned_at_idx" ON "images"("room_id", "pinned_at");

-- CreateIndex
CREATE INDEX "images_room_id_words_idx" ON "images" USING GIN ("room_id" uuid_ops, "words" gin_trgm_ops);

-- AddForeignKey
ALTER TABLE "prompt_words" ADD CONSTRAINT "prompt_words_room_id_fkey" FOREIGN KEY ("room_id") REFERENCES "rooms"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What a picture's own row says of its generation. A page of a searched or filtered gallery then reads one index of one table,
-- and whoever writes pictures, or changes who made them, need not know of it.
CREATE FUNCTION searched_words(prompt text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN lower(normalize(prompt, NFKC));

CREATE FUNCTION images_take_over() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  SELECT author_id, model, searched_words(prompt) INTO NEW.author_id, NEW.model, NEW.words
  FROM generations WHERE id = NEW.generation_id;
  RETURN NEW;
END $$;
CREATE TRIGGER images_take_over BEFORE INSERT ON images FOR EACH ROW EXECUTE FUNCTION images_take_over();

CREATE FUNCTION generations_hand_on() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE images SET author_id = NEW.author_id, model = NEW.model, words = searched_words(NEW.prompt)
  WHERE generation_id = NEW.id;
  RETURN NULL;
END $$;
CREATE TRIGGER generations_hand_on AFTER UPDATE OF author_id, model, prompt ON generations FOR EACH ROW
WHEN ((OLD.author_id, OLD.model, OLD.prompt) IS DISTINCT FROM (NEW.author_id, NEW.model, NEW.prompt))
EXECUTE FUNCTION generations_hand_on();

-- Words too short to be mistyped, and what no one types by hand, are left out. In one order, so that two inserts wait for each other
-- in one direction only.
CREATE FUNCTION images_teach_words() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO prompt_words (room_id, word)
  SELECT DISTINCT room_id, word FROM inserted, regexp_split_to_table(words, '[^[:alnum:]]+') word
  WHERE length(word) BETWEEN 3 AND 40
  ORDER BY room_id, word
  ON CONFLICT DO NOTHING;
  RETURN NULL;
END $$;
CREATE TRIGGER images_teach_words AFTER INSERT ON images REFERENCING NEW TABLE AS inserted FOR EACH STATEMENT
EXECUTE FUNCTION images_teach_words();

-- The pictures that are there already.
UPDATE images SET author_id = g.author_id, model = g.model, words = searched_words(g.prompt)
FROM generations g WHERE g.id = generation_id;
INSERT INTO prompt_words (room_id, word)
SELECT DISTINCT room_id, word FROM images, regexp_split_to_table(words, '[^[:alnum:]]+') word
WHERE length(word) BETWEEN 3 AND 40;
