package translate

import "testing"

// TestClientWrites plans the writes that the usual clients send.
func TestClientWrites(t *testing.T) {
	checkWrites(t, defaults(), []writeRow{
		// gorm
		{"INSERT INTO `Note` (`text`,`n`) VALUES (?,?),(?,?)", v("a", int64(1), "b", int64(2)), `{"id":0,"data":{"text":"a","n":"1"}} {"id":0,"data":{"text":"b","n":"2"}}`},
		{"INSERT INTO `Note` VALUES()", nil, `{"id":0,"data":{}}`},
		{"INSERT INTO `Note` (`text`,`n`) VALUES (?,?) ON DUPLICATE KEY UPDATE `id`=`id`", v("a", int64(1)), `{"id":0,"data":{"text":"a","n":"1"}}`},
		{"INSERT INTO `Note` (`text`,`n`,`id`) VALUES (?,?,?) ON DUPLICATE KEY UPDATE `id`=`id`", v("a", int64(1), int64(9)), `{"id":9,"data":{}}`},
		{"INSERT INTO `Note` (`text`,`n`,`id`) VALUES (?,?,?) ON DUPLICATE KEY UPDATE `text`=VALUES(`text`),`n`=VALUES(`n`)", v("a", int64(1), int64(9)), `{"id":9,"data":{"text":"a","n":"1"}}`},
		{"UPDATE `orders` SET `status`=?,`sent_at`=? WHERE `orders`.`day` IS NULL AND `id` = ?", v("x", writeTime, int64(5)), `select: ...`},
		{"UPDATE `orders` SET `amount`=amount + ? WHERE `id` = ?", v(int64(5), int64(7)), `select: ...my_dadd`},
		{"UPDATE `orders` SET `day`=? WHERE `orders`.`id` = ? AND `orders`.`day` IS NULL", v(writeTime.Truncate(24*3600e9), int64(7)), `select: ...`},
		{"UPDATE `Note` SET `text`=? WHERE `id` = ?", v("a", int64(7)), `{"id":7,"data":{"text":"a"}}`},
		// bun
		{"INSERT INTO `orders` (`id`, `status`, `day`, `paid`, `n`, `sent_at`, `at`) VALUES (DEFAULT, 'O''C\\n\"', NULL, FALSE, 0, '2026-01-02 03:04:05.000006', DEFAULT)", nil,
			`{"id":0,"data":{"status":"O'C\n\"","day":"","paid":"N","n":"0","sent_at":"2026-01-02 03:04:05"}}`},
		{"UPDATE `Note` AS `u` SET `text` = 'a' WHERE (`u`.`id` = 1)", nil, `{"id":1,"data":{"text":"a"}}`},
		{"UPDATE `Note` AS `u` SET `text` = 'a' WHERE (n > 1) AND (`u`.`id` = 1)", nil, `select: ...`},
		// sqlx
		{"INSERT INTO Note (text) VALUES (?),(?)", v("a", "b"), `{"id":0,"data":{"text":"a"}} {"id":0,"data":{"text":"b"}}`},
		// squirrel
		{"UPDATE Note SET text = ?, n = n + 1 WHERE id = ? ORDER BY id LIMIT 1", v("a", int64(5)), `select: ...`},
		// goqu
		{"INSERT IGNORE INTO `Note` (`n`, `text`) VALUES (1, 'a') ON DUPLICATE KEY UPDATE `text`='z'", nil, `{"id":0,"data":{"n":"1","text":"a"}}`},
		{"UPDATE `Note` SET `n`=1,`text`='b' WHERE (`id` IN (1, 2))", nil, `{"id":1,"data":{"n":"1","text":"b"}} {"id":2,"data":{"n":"1","text":"b"}}`},
		// ent
		{"INSERT INTO `Note` (`text`, `n`) VALUES (?, ?) ON DUPLICATE KEY UPDATE `text` = VALUES(`text`), `n` = VALUES(`n`), `id` = LAST_INSERT_ID(`Note`.`id`)", v("a", int64(1)), `{"id":0,"data":{"text":"a","n":"1"}}`},
		{"INSERT INTO `Note` (`text`, `id`) VALUES (?, ?) ON DUPLICATE KEY UPDATE `text` = `Note`.`text`, `id` = LAST_INSERT_ID(`Note`.`id`)", v("a", int64(1)), `{"id":1,"data":{}}`},
		{"UPDATE `Note` SET `text` = ?, `n` = COALESCE(`Note`.`n`, 0) + ? WHERE `id` = ?", v("a", int64(1), int64(5)), `select: ...`},
		// go-jet
		{"\nINSERT INTO demo.`Note` (text, n)\nVALUES (?, ?),\n     (?, DEFAULT);\n", v("a", int64(1), "b"), `{"id":0,"data":{"text":"a","n":"1"}} {"id":0,"data":{"text":"b"}}`},
		{"\nUPDATE demo.`Note`\nSET text = ?\nWHERE `Note`.id = ?;\n", v("a", int64(1)), `{"id":1,"data":{"text":"a"}}`},
		// sqlc
		{"-- name: CreateNote :execresult\nINSERT INTO Note (\n  text, n\n) VALUES (\n  ?, ?\n)\n", v("a", int64(1)), `{"id":0,"data":{"text":"a","n":"1"}}`},
		// others
		{"REPLACE INTO `Note` (`text`) VALUES (?)", v("a"), `{"id":0,"data":{"text":"a"}}`},
		{"INSERT INTO Note (text, n) VALUES (:text, @n)", named("text", "a", "n", int64(1)), `{"id":0,"data":{"text":"a","n":"1"}}`},
	})
}
