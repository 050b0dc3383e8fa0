package scale_test

import (
	"context"
	"database/sql"
	"net/http"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/scale-sql/scale/scaletest"
)

// TestInformationSchema runs the statements that clients are known to send, and
// some more, each on a driver that knows nothing yet.
func TestInformationSchema(t *testing.T) {
	server := scaletest.NewServer(someTables())
	t.Cleanup(server.Close)
	for _, tc := range []struct {
		query string
		args  []any
		rows  []string
		asked string
	}{
		// gorm
		{"SELECT SCHEMA_NAME from Information_schema.SCHEMATA where SCHEMA_NAME LIKE ? ORDER BY SCHEMA_NAME=? DESC,SCHEMA_NAME limit 1", []any{"demo%", "demo"}, []string{"demo"}, ""},
		{"SELECT count(*) FROM information_schema.tables WHERE table_schema = ? AND table_name = ? AND table_type = ?", []any{"demo", "People", "BASE TABLE"}, []string{"1"}, "list"},
		{"SELECT count(*) FROM INFORMATION_SCHEMA.columns WHERE table_schema = ? AND table_name = ? AND column_name = ?", []any{"demo", "people", "nom"}, []string{"1"}, "list people"},
		{"SELECT count(*) FROM INFORMATION_SCHEMA.columns WHERE table_schema = ? AND table_name = ? AND column_name = ?", []any{"demo", "nobody", "nom"}, []string{"0"}, "list"},
		{"SELECT count(*) FROM information_schema.statistics WHERE table_schema = ? AND table_name = ? AND index_name = ?", []any{"demo", "people", "PRIMARY"}, []string{"1"}, "list"},
		{"SELECT count(*) FROM INFORMATION_SCHEMA.table_constraints WHERE constraint_schema = ? AND table_name = ? AND constraint_name = ?", []any{"demo", "people", "fk"}, []string{"0"}, "list"},
		{"SELECT column_name, column_default, is_nullable = 'YES', data_type, character_maximum_length, column_type, column_key, extra, column_comment, numeric_precision, numeric_scale, datetime_precision FROM information_schema.columns WHERE table_schema = ? AND table_name = ? ORDER BY ORDINAL_POSITION", []any{"demo", "orders"},
			[]string{"id|NULL|0|bigint|NULL|bigint|PRI|auto_increment||19|0|NULL", "ref||0|varchar|20|varchar(20)||||NULL|NULL|NULL"}, "list orders"},
		{"SELECT TABLE_NAME FROM information_schema.tables where TABLE_SCHEMA=?", []any{"demo"}, []string{"people", "orders"}, "list"},
		{"SELECT TABLE_NAME, COLUMN_NAME, INDEX_NAME, NON_UNIQUE FROM information_schema.STATISTICS WHERE TABLE_SCHEMA = ? AND TABLE_NAME = ? ORDER BY INDEX_NAME, SEQ_IN_INDEX", []any{"demo", "people"}, []string{"people|id|PRIMARY|0"}, "list"},
		{"SELECT table_schema, table_name, table_type, table_comment FROM information_schema.tables WHERE table_schema = ? AND table_name = ?", []any{"demo", "people"}, []string{"demo|people|BASE TABLE|"}, "list"},
		// ent
		{"SELECT @@version, @@collation_server, @@character_set_server, @@lower_case_table_names", nil, []string{"5.7.44-scale|utf8mb4_unicode_ci|utf8mb4|2"}, ""},
		{"SELECT `SCHEMA_NAME`, `DEFAULT_CHARACTER_SET_NAME`, `DEFAULT_COLLATION_NAME` from `INFORMATION_SCHEMA`.`SCHEMATA` WHERE `SCHEMA_NAME` = SCHEMA() ORDER BY `SCHEMA_NAME`", nil, []string{"demo|utf8mb4|utf8mb4_unicode_ci"}, ""},
		{"SELECT `t1`.`TABLE_SCHEMA`, `t1`.`TABLE_NAME`, `t2`.`CHARACTER_SET_NAME`, `t1`.`TABLE_COLLATION`, `t1`.`AUTO_INCREMENT`, `t1`.`TABLE_COMMENT`, `t1`.`CREATE_OPTIONS`, `t3`.`ENGINE`, `t3`.`SUPPORT` = 'DEFAULT' AS `DEFAULT_ENGINE` FROM `INFORMATION_SCHEMA`.`TABLES` AS `t1` LEFT JOIN `INFORMATION_SCHEMA`.`COLLATIONS` AS `t2` ON `t1`.`TABLE_COLLATION` = `t2`.`COLLATION_NAME` LEFT JOIN `INFORMATION_SCHEMA`.`ENGINES` AS `t3` ON `t1`.`ENGINE` = `t3`.`ENGINE` WHERE `TABLE_SCHEMA` IN (?) AND `TABLE_TYPE` = 'BASE TABLE' ORDER BY `TABLE_SCHEMA`, `TABLE_NAME`", []any{"demo"},
			[]string{"demo|orders|utf8mb4|utf8mb4_unicode_ci|NULL|||MyISAM|1", "demo|people|utf8mb4|utf8mb4_unicode_ci|NULL|||MyISAM|1"}, "list"},
		{"SELECT `TABLE_NAME`, `COLUMN_NAME`, `COLUMN_TYPE` FROM `INFORMATION_SCHEMA`.`COLUMNS` WHERE `TABLE_SCHEMA` = ? AND `TABLE_NAME` IN (?, ?) AND `ORDINAL_POSITION` < 3 ORDER BY `TABLE_NAME`, `ORDINAL_POSITION`", []any{"demo", "orders", "none"},
			[]string{"orders|id|bigint", "orders|ref|varchar(20)"}, "list orders"},
		{"SELECT `t1`.`CONSTRAINT_NAME`, `t1`.`COLUMN_NAME`, `t2`.`UPDATE_RULE` FROM `INFORMATION_SCHEMA`.`KEY_COLUMN_USAGE` AS `t1` JOIN `INFORMATION_SCHEMA`.`REFERENTIAL_CONSTRAINTS` AS `t2` ON `t1`.`CONSTRAINT_NAME` = `t2`.`CONSTRAINT_NAME` WHERE `t1`.`TABLE_SCHEMA` = 'demo'", nil, nil, "list"},
		// xorm
		{"SELECT `TABLE_NAME`, `ENGINE`, `AUTO_INCREMENT`, `TABLE_COMMENT`, `TABLE_COLLATION` from `INFORMATION_SCHEMA`.`TABLES` WHERE `TABLE_SCHEMA`=? AND (`ENGINE`='MyISAM' OR `ENGINE` = 'InnoDB' OR `ENGINE` = 'TokuDB')", []any{"demo"},
			[]string{"people|MyISAM|NULL||utf8mb4_unicode_ci", "orders|MyISAM|NULL||utf8mb4_unicode_ci"}, "list"},
		// goose
		{"SELECT EXISTS ( SELECT 1 FROM information_schema.tables WHERE (database() IS NULL OR table_schema = database()) AND table_name = 'goose_db_version' )", nil, []string{"0"}, "list"},
		{"SELECT EXISTS ( SELECT 1 FROM information_schema.tables WHERE (database() IS NULL OR table_schema = database()) AND table_name = 'orders' )", nil, []string{"1"}, "list"},
		// usql
		{"SELECT version();", nil, []string{"5.7.44-scale"}, ""},
		{"SELECT current_user", nil, []string{"api@127.0.0.1"}, ""},
		{"SELECT COALESCE(table_catalog, ''), COALESCE(table_schema, ''), table_name, COALESCE(table_type, '') FROM information_schema.tables WHERE table_schema NOT IN (?, ?, ?) AND table_type IN (?, ?) ORDER BY table_catalog, table_schema, table_type, table_name", []any{"mysql", "performance_schema", "information_schema", "BASE TABLE", "VIEW"},
			[]string{"def|demo|orders|BASE TABLE", "def|demo|people|BASE TABLE"}, "list"},
		{"SELECT schema_name, catalog_name FROM information_schema.schemata WHERE schema_name NOT IN ('performance_schema', 'information_schema')", nil, []string{"demo|def"}, ""},
		{"SELECT column_name, ordinal_position, data_type, COALESCE(column_default, ''), COALESCE(character_maximum_length, numeric_precision, datetime_precision, 0) FROM information_schema.columns WHERE table_name LIKE 'orders' AND table_schema LIKE 'demo' ORDER BY ordinal_position", nil,
			[]string{"id|1|bigint||19", "ref|2|varchar||20"}, "list orders"},
		{"SELECT table_schema, table_name, index_name, CASE WHEN non_unique = 0 THEN 'YES' ELSE 'NO' END AS is_unique, CASE WHEN index_name = 'PRIMARY' THEN 'YES' ELSE 'NO' END AS is_primary, index_type FROM information_schema.statistics WHERE table_name = 'orders' GROUP BY table_schema, table_name, index_name, non_unique, index_type", nil, []string{"demo|orders|PRIMARY|YES|YES|BTREE"}, "list"},
		{"SELECT t.table_name, t.constraint_name, t.constraint_type, r.update_rule, c.check_clause, k.column_name FROM information_schema.table_constraints t LEFT JOIN information_schema.referential_constraints r ON t.constraint_name = r.constraint_name AND t.constraint_schema = r.constraint_schema LEFT JOIN information_schema.check_constraints c ON t.constraint_name = c.constraint_name LEFT JOIN information_schema.key_column_usage k ON k.constraint_name = t.constraint_name AND k.table_name = t.table_name ORDER BY 1", nil,
			[]string{"orders|PRIMARY|PRIMARY KEY|NULL|NULL|id", "people|PRIMARY|PRIMARY KEY|NULL|NULL|id"}, "list"},
		{"SELECT r.specific_name, p.parameter_name FROM information_schema.routines r LEFT JOIN information_schema.parameters p ON r.specific_name = p.specific_name", nil, nil, ""},
		// What is said of one table holds for those that are joined with it by name,
		// unless the join keeps rows without a partner.
		{"SELECT c.column_name FROM information_schema.tables t JOIN information_schema.columns c USING (table_schema, table_name) WHERE t.table_name = 'ORDERS'", nil, []string{"id", "ref"}, "list orders"},
		{"SELECT COUNT(*) FROM information_schema.tables t LEFT JOIN information_schema.columns c ON c.table_name = t.table_name WHERE t.table_name LIKE 'Ord%'", nil, []string{"2"}, "list orders"},
		{"SELECT COUNT(*) FROM information_schema.tables t LEFT JOIN information_schema.columns c ON c.table_name = t.table_name AND t.table_name = 'orders' WHERE t.table_schema = 'demo'", nil, []string{"3"}, "list people orders"},
		{"SELECT COUNT(t.table_name) FROM information_schema.columns c LEFT JOIN information_schema.tables t ON c.table_name = t.table_name AND t.table_name = 'orders' WHERE c.table_schema = 'demo'", nil, []string{"2"}, "list people orders"},
		{"SELECT t.table_name FROM information_schema.tables t WHERE t.table_name = 'orders' AND EXISTS (SELECT 1 FROM information_schema.columns c WHERE c.table_name = t.table_name AND c.column_name = 'ref')", nil, []string{"orders"}, "list orders"},
		{"SELECT k.column_name, c.data_type FROM information_schema.table_constraints t, information_schema.key_column_usage k, information_schema.columns c WHERE t.table_name = 'people' AND k.table_name = t.table_name AND c.table_name = k.table_name AND c.column_name = k.column_name", nil, []string{"id|bigint"}, "list people"},
		{"SELECT COUNT(*) FROM information_schema.tables t JOIN information_schema.columns c ON c.table_name = t.table_name WHERE t.table_schema = 'other'", nil, []string{"0"}, "list"},
		{"SELECT COUNT(*) FROM information_schema.tables t JOIN information_schema.columns c ON c.table_name = t.table_name WHERE BINARY t.table_name = 'orders'", nil, []string{"2"}, "list people orders"},
		{"SELECT COUNT(*) FROM information_schema.columns WHERE table_name LIKE 'o_d%'", nil, []string{"2"}, "list orders"},
		{"SELECT COUNT(*) FROM information_schema.columns WHERE table_name LIKE ?", []any{`o\_rders`}, []string{"0"}, "list"},
		{"SELECT COUNT(*) FROM information_schema.columns WHERE table_name LIKE ? AND table_name LIKE ?", []any{`\orders`, `order\s%`}, []string{"2"}, "list orders"},
		{"SELECT COUNT(*) FROM information_schema.columns WHERE table_schema LIKE 'dem_' AND table_name LIKE '%r_'", nil, []string{"2"}, "list people orders"},
		{"SELECT COUNT(*) FROM information_schema.columns WHERE table_name LIKE 'oxrders' ESCAPE 'x'", nil, []string{"2"}, "list people orders"},
		{"SELECT COUNT(*) FROM information_schema.columns WHERE table_schema = 'demo' AND table_name NOT LIKE 'o%'", nil, []string{"12"}, "list people orders"},
		// and more
		{"SELECT table_name, COUNT(*) FROM information_schema.columns WHERE table_schema = 'demo' GROUP BY table_name HAVING COUNT(*) > 2", nil, []string{"people|12"}, "list people orders"},
		{"SELECT COUNT(*) FROM information_schema.columns WHERE table_schema = 'other'", nil, []string{"0"}, "list"},
		{"SELECT COUNT(*) > 300 FROM information_schema.columns WHERE table_schema = 'information_schema'", nil, []string{"1"}, "list"},
		{"SELECT column_name, privileges, readable, writable, is_personal_data, label, description FROM information_schema.columns WHERE table_name = CONCAT('peo', 'ple') AND (readable = 'NO' OR is_personal_data = 'YES')", nil,
			[]string{"Nom|select,insert,update|YES|YES|YES|Nom|De famille", "Secret|insert,update|NO|YES|NO||"}, "list people"},
		{"SELECT create_time, update_time, check_time IS NULL FROM information_schema.tables WHERE table_name = 'people'", nil, []string{"2022-10-25T16:45:09Z|2023-01-27T01:19:17Z|1"}, "list"},
		{"SELECT information_schema.tables.table_name FROM information_schema.tables WHERE information_schema.tables.table_schema = 'demo' LIMIT 1", nil, []string{"people"}, "list"},
		{"SELECT c.column_default IS NULL, COUNT(c.column_default) FROM information_schema.columns c WHERE table_name = 'orders' GROUP BY 1 ORDER BY 1", nil, []string{"0|1", "1|0"}, "list orders"},
		{"SELECT VARIABLE_VALUE FROM performance_schema.session_variables WHERE VARIABLE_NAME = 'VERSION'", nil, []string{"5.7.44-scale"}, ""},
		{"SELECT grantee, privilege_type FROM information_schema.user_privileges ORDER BY 2", nil, []string{"'api'@'127.0.0.1'|INSERT", "'api'@'127.0.0.1'|SELECT", "'api'@'127.0.0.1'|UPDATE"}, ""},
		{"(SELECT table_name FROM information_schema.tables WHERE table_schema = 'demo') UNION (SELECT engine FROM information_schema.engines) ORDER BY 1", nil, []string{"MEMORY", "MyISAM", "orders", "people"}, "list"},
	} {
		db := openDSN(t, server.DSN())
		server.ResetRequests()
		if got := rowsOf(t, db, tc.query, tc.args...); !slices.Equal(got, tc.rows) && len(got)+len(tc.rows) > 0 {
			t.Errorf("%s:\n%q\nwant\n%q", tc.query, got, tc.rows)
		}
		asked := metadataRequests(t, server)
		if len(asked) > 1 {
			slices.Sort(asked[1:])
		}
		want := strings.Fields(tc.asked)
		if len(want) > 1 {
			slices.Sort(want[1:])
		}
		if !slices.Equal(asked, want) {
			t.Errorf("%s: asked for %q, want %q", tc.query, asked, want)
		}
	}
}

// TestInformationJoinsRecords joins what the driver knows with what the API has.
func TestInformationJoinsRecords(t *testing.T) {
	db, _ := openSample(t, small())
	got := rowsOf(t, db, "SELECT p.id, c.column_name FROM people p JOIN information_schema.columns c ON c.column_name = p.Nom OR c.ordinal_position = p.id WHERE c.table_name = 'people' AND p.id < 3 ORDER BY 1")
	if want := []string{"1|id", "2|Nom"}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
	if _, err := db.ExecContext(soon(t), "UPDATE people SET Statut = 'x' WHERE Nom IN (SELECT column_name FROM information_schema.columns WHERE table_name = 'people')"); err != nil {
		t.Error(err)
	}
	if _, err := db.ExecContext(soon(t), "INSERT INTO people (Nom) SELECT table_name FROM information_schema.tables WHERE table_schema = DATABASE()"); err != nil {
		t.Error(err)
	}
	if got := rowsOf(t, db, "SELECT COUNT(*) FROM people WHERE Nom = 'people'"); got[0] != "1" {
		t.Errorf("inserted %s records", got[0])
	}
	if _, err := db.ExecContext(soon(t), "INSERT INTO information_schema.tables (table_name) VALUES ('x')"); err == nil {
		t.Error("a table of information_schema was written")
	}
}

// TestInformationTypes reads the types of columns, and their values, under
// options that change those of records.
func TestInformationTypes(t *testing.T) {
	server := scaletest.NewServer(someTables())
	t.Cleanup(server.Close)
	for _, options := range []string{"", "&empty_as_null=true&collation=binary"} {
		db := openDSN(t, server.DSN()+options)
		rows, err := db.QueryContext(soon(t), "SELECT table_name, table_rows, CREATE_TIME, version, table_comment FROM information_schema.tables WHERE table_name = 'PEOPLE'")
		if err != nil {
			t.Fatal(err)
		}
		defer rows.Close()
		types, err := rows.ColumnTypes()
		if err != nil {
			t.Fatal(err)
		}
		want := []struct {
			name, typ string
			scan      reflect.Type
		}{
			{"table_name", "VARCHAR", reflect.TypeFor[string]()}, {"table_rows", "BIGINT", reflect.TypeFor[sql.NullInt64]()},
			{"CREATE_TIME", "DATETIME", reflect.TypeFor[sql.NullTime]()}, {"version", "BIGINT", reflect.TypeFor[sql.NullInt64]()},
			{"table_comment", "VARCHAR", reflect.TypeFor[string]()},
		}
		for i, c := range types {
			if c.Name() != want[i].name || c.DatabaseTypeName() != want[i].typ || c.ScanType() != want[i].scan {
				t.Errorf("column %d: %s %s %v", i, c.Name(), c.DatabaseTypeName(), c.ScanType())
			}
		}
		if n, ok := types[0].Length(); n != 64 || !ok {
			t.Errorf("length %d, %v", n, ok)
		}
		if !rows.Next() {
			t.Fatalf("%s: no row", options)
		}
		values := make([]any, 5)
		if err := rows.Scan(&values[0], &values[1], &values[2], &values[3], &values[4]); err != nil {
			t.Fatal(err)
		}
		if values[0] != "people" || values[1] != nil || values[4] != "" {
			t.Errorf("%s: %v", options, values)
		}
	}
	nullable := rowsOf(t, openDSN(t, server.DSN()+"&empty_as_null=true"), "SELECT is_nullable, column_default FROM information_schema.columns WHERE table_name = 'orders'")
	if want := []string{"NO|NULL", "YES|NULL"}; !slices.Equal(nullable, want) {
		t.Errorf("with empty_as_null: %q", nullable)
	}
}

// TestHiddenObject asks for the columns of objects of which one is refused: a
// list of all leaves it out, as MySQL does, and a list of just that one fails.
func TestHiddenObject(t *testing.T) {
	refuse := func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if strings.HasSuffix(r.URL.Path, "/get_object_info/people") {
				http.Error(w, `{"error":"this profile may not see it"}`, http.StatusForbidden)
				return
			}
			next.ServeHTTP(w, r)
		})
	}
	db, _ := openSample(t, someTables(), scaletest.WithMiddleware(refuse))
	for _, where := range []string{
		"table_schema <> 'information_schema' AND table_schema NOT LIKE 'perf%'", "table_schema = 'demo'", "table_schema IN (DATABASE(), 'x')",
		"table_schema LIKE 'demo' AND table_name LIKE '%e%'",
	} {
		got := rowsOf(t, db, "SELECT table_name, COUNT(*) FROM information_schema.columns WHERE "+where+" GROUP BY table_name")
		if want := []string{"orders|2"}; !slices.Equal(got, want) {
			t.Errorf("%s: %q, want %q", where, got, want)
		}
	}
	for _, query := range []string{"SHOW COLUMNS FROM people", "SELECT column_name FROM information_schema.columns WHERE table_name = 'people'"} {
		if _, err := tryRows(soon(t), db, query); err == nil || !strings.Contains(err.Error(), "403") {
			t.Errorf("%s: %v", query, err)
		}
	}
	ctx, cancel := context.WithCancel(soon(t))
	cancel()
	if _, err := tryRows(ctx, db, "SELECT * FROM information_schema.columns"); err != context.Canceled {
		t.Errorf("with a context that is done: %v", err)
	}
}
