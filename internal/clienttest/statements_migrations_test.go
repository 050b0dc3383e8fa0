package clienttest

// What tools that migrate schemas send. The API can't change a schema, so that
// they end at the first CREATE or at the lock before it.
var migrationStatements = []statement{
	{"gorm", "creates a table", "CREATE TABLE `users` (`id` bigint AUTO_INCREMENT,`name` longtext,`company_id` bigint,PRIMARY KEY (`id`),CONSTRAINT `fk_users_company` FOREIGN KEY (`company_id`) REFERENCES `companies`(`id`))", nil, unsupported("change them in Scal-e")},
	{"gorm", "adds a column", "ALTER TABLE `users` ADD `nick` longtext", nil, unsupported("change them in Scal-e")},
	{"gorm", "drops a column", "ALTER TABLE `users` DROP COLUMN `name`", nil, unsupported("change them in Scal-e")},
	{"gorm", "modifies a column", "ALTER TABLE `users` MODIFY COLUMN `name` varchar(10)", nil, unsupported("change them in Scal-e")},
	{"gorm", "renames a column", "ALTER TABLE `users` RENAME COLUMN `name` TO `nick`", nil, unsupported("change them in Scal-e")},
	{"gorm", "creates an index", "CREATE INDEX `idx_users_name` ON `users`(`name`)", nil, unsupported("change them in Scal-e")},
	{"gorm", "drops an index", "DROP INDEX `idx_users_name` ON `users`", nil, unsupported("change them in Scal-e")},
	{"gorm", "drops a table", "DROP TABLE IF EXISTS `users` CASCADE", nil, unsupported("change them in Scal-e")},
	{"bun", "creates a table", "CREATE TABLE IF NOT EXISTS bun_migration_locks (`id` BIGINT NOT NULL AUTO_INCREMENT, `table_name` VARCHAR(255), PRIMARY KEY (`id`), UNIQUE (`table_name`))", nil, unsupported("change them in Scal-e")},
	{"bun", "locks", "INSERT INTO bun_migration_locks (`id`, `table_name`) VALUES (DEFAULT, 'bun_migrations')", nil, fails("bun_migration_locks")},
	{"bun", "reads its table", "SELECT * FROM bun_migrations", nil, fails("bun_migrations")},
	{"bun", "unlocks", "DELETE FROM bun_migrations WHERE (id = 1)", nil, unsupported("mark it by an UPDATE")},
	{"goose", "reads its table", "SELECT version_id, is_applied from goose_db_version ORDER BY id DESC", nil, fails("goose_db_version")},
	{"goose", "reads its version", "SELECT MAX(version_id) FROM goose_db_version", nil, fails("goose_db_version")},
	{"goose", "creates its table", "CREATE TABLE goose_db_version (id serial NOT NULL, version_id bigint NOT NULL, is_applied boolean NOT NULL, tstamp timestamp NULL default now(), PRIMARY KEY(id))", nil, unsupported("change them in Scal-e")},
	{"dbmate", "creates its table", "create table if not exists `schema_migrations` (version varchar(128) primary key)", nil, unsupported("change them in Scal-e")},
	{"sql-migrate", "creates its table", "create table if not exists `gorp_migrations` (`id` varchar(255) not null primary key, `applied_at` datetime) engine=InnoDB charset=UTF8;", nil, unsupported("change them in Scal-e")},
	{"atlas", "locks", "SELECT GET_LOCK(?, ?)", []any{"atlas", 10}, unsupported("by other means")},
	{"atlas", "adds a column", "ALTER TABLE `demo`.`users` ADD COLUMN `more` int NOT NULL", nil, unsupported("change them in Scal-e")},
	{"golang-migrate", "locks", "SELECT GET_LOCK(?, 10)", []any{"1"}, unsupported("lock")},
	{"golang-migrate", "creates its table", "CREATE TABLE `schema_migrations` (version bigint not null primary key, dirty boolean not null)", nil, unsupported("change them in Scal-e")},
	{"golang-migrate", "runs a file", "CREATE TABLE a (id int);\nINSERT INTO a (id) VALUES (1);", nil, fails("statement")},
	{"golang-migrate", "forgets its version", "DELETE FROM `schema_migrations` LIMIT 1", nil, unsupported("mark it by an UPDATE")},
}
