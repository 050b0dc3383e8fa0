package syntax

import (
	"strings"
	"testing"

	"github.com/xwb1989/sqlparser"
)

// clientStatements are what ORMs, query builders and tools send.
var clientStatements = []string{
	"SELECT * FROM `users` WHERE (`users`.`name` = ? AND `users`.`status` IN (?,?)) AND `users`.`deleted_at` IS NULL",
	"SELECT * FROM `users` WHERE ((name LIKE ? AND created_at > ?) AND NOT status = ? OR id IN (?,?)) ORDER BY created_at desc LIMIT ? OFFSET ?",
	"SELECT COUNT(DISTINCT(`name`)) FROM `users`",
	"SELECT `users`.`id`,`Company`.`id` AS `Company__id` FROM `users` LEFT JOIN `companies` `Company` ON `users`.`company_id` = `Company`.`id`",
	"INSERT INTO `es` VALUES()",
	"INSERT INTO `users` (`name`) VALUES (?),(?) ON DUPLICATE KEY UPDATE `id`=`id`",
	"UPDATE `orders` SET `amount`=amount + ? WHERE `id` = ?",
	"SELECT SCHEMA_NAME from Information_schema.SCHEMATA where SCHEMA_NAME LIKE ? ORDER BY SCHEMA_NAME=? DESC,SCHEMA_NAME limit 1",
	"SELECT `u`.`id` FROM `users` AS `u` WHERE (name LIKE 'a%') AND (created_at > '2026-01-02 03:04:05.000006') AND (id IN (1, 2)) LIMIT 10 OFFSET 5",
	"SELECT EXISTS (SELECT 1 FROM t)",
	"INSERT INTO `users` (a, b, c) VALUES (DEFAULT, 'O''C\\n\"', NULL)",
	"UPDATE `users` AS `u` SET `name` = 'a' WHERE (`u`.`id` = 1)",
	"(SELECT 1) UNION (SELECT 2) LIMIT ?",
	"SELECT * FROM t WHERE (`name` REGEXP BINARY '^a') AND (1=0)",
	"SELECT * FROM `users` WHERE ((`users`.`name` LIKE ? AND `users`.`active`) AND `users`.`name` COLLATE utf8mb4_general_ci LIKE ?)",
	"SELECT DISTINCT `pets`.`id` FROM `pets` JOIN (SELECT `id` FROM `x`) AS `t1` ON `pets`.`id` = `t1`.`id`",
	"INSERT INTO t (a) VALUES (1) ON DUPLICATE KEY UPDATE `id` = LAST_INSERT_ID(`users`.`id`)",
	"SELECT @@version, @@collation_server, @@character_set_server, @@lower_case_table_names",
	"SELECT a from `INFORMATION_SCHEMA`.`SCHEMATA` WHERE `SCHEMA_NAME` = SCHEMA()",
	"\nSELECT scale.users.id AS \"users.id\" FROM scale.users WHERE scale.users.id = ?;\n",
	"-- name: GetUser :one\nSELECT id FROM users LIMIT 1\n",
	"SELECT EXISTS ( SELECT 1 FROM information_schema.tables WHERE (database() IS NULL OR table_schema = database()) AND table_name = 'goose_db_version' )",
	"SELECT GET_LOCK(?, 10)",
	"SELECT current_user",
}

// TestClients checks that they are read, and that the parser sees what this package does.
func TestClients(t *testing.T) {
	for _, sql := range clientStatements {
		if st := mustParse(t, sql); st.AST == nil {
			t.Errorf("%q has no AST", sql)
		}
		checkStatement(t, sql)
	}
}

// TestUnits checks that each interval unit reaches the AST in lower case.
func TestUnits(t *testing.T) {
	for unit := range units {
		st := mustParse(t, "SELECT d + INTERVAL '1' "+unit+" FROM t")
		e := st.AST.(*sqlparser.Select).SelectExprs[0].(*sqlparser.AliasedExpr).Expr.(*sqlparser.BinaryExpr)
		if got := e.Right.(*sqlparser.IntervalExpr).Unit; got != strings.ToLower(unit) {
			t.Errorf("unit %s is %s", unit, got)
		}
	}
}

// TestReservedNames checks that every word can be a name in backticks or behind a dot,
// and every word that isn't reserved without.
func TestReservedNames(t *testing.T) {
	for word, k := range keywords {
		if word == "DUAL" {
			continue // see TestRefused
		}
		for _, sql := range []string{"SELECT `" + word + "` FROM `" + word + "` AS `" + word + "`", "SELECT t." + word + " FROM d." + word} {
			if st := mustParse(t, sql); st.AST == nil {
				t.Errorf("%q has no AST", sql)
			}
		}
		if k.class == reserved {
			continue
		}
		for _, sql := range []string{
			"SELECT " + word + " FROM t", "SELECT a AS " + word + " FROM t", "SELECT a FROM " + word, "SELECT a FROM t ORDER BY " + word,
			"SELECT a FROM t WHERE " + word + " = 1 AND b < " + word, "INSERT INTO t (" + word + ") VALUES (1)", "UPDATE t SET " + word + " = 1",
			"SELECT a " + word + ", b FROM t " + word + " WHERE c = 1", "SELECT a, " + word + ", b FROM t GROUP BY " + word + ", d",
		} {
			mustParse(t, sql)
		}
	}
}
