package clienttest

// What query builders and generators send.
var builderStatements = []statement{
	{"sqlx", "inserts a batch", "INSERT INTO companies (name) VALUES (?),(?)", []any{"X", "Y"}, affects(2)},
	{"sqlx", "expands IN", "SELECT name FROM users WHERE id IN (?, ?, ?) ORDER BY id", []any{11, 12, 99}, answer("Ada", "Bob")},
	{"squirrel", "finds in nothing", "SELECT name FROM users WHERE (1=0)", nil, answer()},
	{"squirrel", "finds not in nothing", "SELECT COUNT(*) FROM users WHERE (1=1)", nil, answer("4")},
	{"squirrel", "selects", "SELECT name FROM users ORDER BY id LIMIT 10 OFFSET 2", nil, answer("Zoé", "Moritz")},
	{"squirrel", "updates", "UPDATE orders SET reference = ?, quantity = quantity + 1 WHERE user_id = ? ORDER BY id LIMIT 1", []any{"X", 11}, affects(1)},
	{"squirrel", "deletes", "DELETE FROM orders WHERE id = ? ORDER BY id LIMIT 1", []any{101}, unsupported("mark it by an UPDATE")},
	{"goqu", "likes", "SELECT `name` FROM `users` WHERE (`name` LIKE BINARY 'A%')", nil, answer("Ada")},
	{"goqu", "likes with case", "SELECT `name` FROM `users` WHERE (`name` LIKE BINARY 'a%')", nil, answer()},
	{"goqu", "matches", "SELECT `name` FROM `users` WHERE (`name` REGEXP BINARY '^A')", nil, answer("Ada")},
	{"goqu", "matches with case", "SELECT `name` FROM `users` WHERE (`name` REGEXP BINARY '^a')", nil, answer()},
	{"goqu", "inserts on conflict", "INSERT IGNORE INTO `companies` (`id`, `name`) VALUES (2, 'y') ON DUPLICATE KEY UPDATE `name`='z'", nil, affects(1)},
	{"goqu", "counts", "SELECT COUNT(*) AS `count` FROM `users` LIMIT 1", nil, answer("4")},
	{"jet", "selects", "\nSELECT users.id AS \"users.id\",\n     users.name AS \"users.name\"\nFROM demo.users\nWHERE users.name = ?\nORDER BY users.id;\n", []any{"Ada"}, answer("11|Ada")},
	{"jet", "unites", "\n(\n     SELECT users.name AS \"users.name\"\n     FROM demo.users\n     WHERE users.id = ?\n)\nUNION\n(\n     SELECT users.name AS \"users.name\"\n     FROM demo.users\n     WHERE users.id = ?\n)\nLIMIT ?;\n", []any{11, 12, 5}, answer("Ada", "Bob")},
	{"jet", "asks by a CTE", "\nWITH few AS (\n     SELECT users.id AS \"users.id\"\n     FROM demo.users\n)\nSELECT few.`users.id` AS \"users.id\"\nFROM few;\n", nil, unsupported("derived table")},
	{"jet", "inserts as new", "\nINSERT INTO demo.companies (id, name)\nVALUES (?, ?) AS new\nON DUPLICATE KEY UPDATE name = new.name;\n", []any{2, "X"}, unsupported("VALUES(column)")},
	{"jet", "locks", "\nLOCK TABLES demo.users READ;\n", nil, unsupported("lock")},
	{"sqlc", "gets", "-- name: GetUser :one\nSELECT id, name FROM users\nWHERE id = ? LIMIT 1\n", []any{11}, answer("11|Ada")},
}
