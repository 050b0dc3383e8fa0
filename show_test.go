package scale_test

import (
	"context"
	"database/sql"
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/scale-sql/scale"
	"github.com/scale-sql/scale/scaletest"
)

// labelsAndRows runs a query and writes its labels and its rows.
func labelsAndRows(t *testing.T, db queryer, query string, args ...any) (labels string, lines []string) {
	t.Helper()
	rows, err := db.QueryContext(soon(t), query, args...)
	if err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	defer rows.Close()
	columns, err := rows.Columns()
	if err != nil {
		t.Fatal(err)
	}
	values := make([]sql.NullString, len(columns))
	dest := make([]any, len(columns))
	for i := range values {
		dest[i] = &values[i]
	}
	for rows.Next() {
		if err := rows.Scan(dest...); err != nil {
			t.Fatalf("%s: %v", query, err)
		}
		lines = append(lines, line(values))
	}
	if err := rows.Err(); err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	return strings.Join(columns, "|"), lines
}

// metadataRequests are the requests for metadata that a server has answered:
// "list" and the names of objects.
func metadataRequests(t *testing.T, server *scaletest.Server) (names []string) {
	t.Helper()
	for _, r := range server.Requests() {
		switch _, name, _ := strings.Cut(r.Path, "/get_object_info/"); {
		case name != "":
			names = append(names, name)
		case strings.HasSuffix(r.Path, "/get_object_list"):
			names = append(names, "list")
		default:
			t.Errorf("%s was asked for", r.Path)
		}
	}
	return names
}

// someTables are two objects with a field of each type.
func someTables() scaletest.Option {
	return scaletest.WithData(scaletest.Data{
		{
			Name: "people", Key: "ID_PEOPLE", Created: "2022-10-25 16:45:09", Modified: "2023-01-27 01:19:17",
			Fields: []scaletest.Field{
				{Name: "Nom", Type: "text", Length: 50, Label: "Nom", Description: "De famille", Personal: true},
				{Name: "Statut", Type: "choice"},
				{Name: "Note", Type: "memo"},
				{Name: "Age", Type: "integer"},
				{Name: "Solde", Type: "decimal(10,2)"},
				{Name: "Actif", Type: "boolean"},
				{Name: "Ne", Type: "date"},
				{Name: "Vu", Type: "datetime"},
				{Name: "Heure", Type: "time", NoWrite: true},
				{Name: "Secret", Type: "text", Length: 9, NoRead: true},
				{Name: "ID_PEOPLE", Type: "integer", NoWrite: true},
			},
		},
		{Name: "orders", Fields: []scaletest.Field{{Name: "ref", Type: "text", Length: 20}}},
	})
}

const (
	statusLabels = "Name|Engine|Version|Row_format|Rows|Avg_row_length|Data_length|Max_data_length|Index_length|Data_free|" +
		"Auto_increment|Create_time|Update_time|Check_time|Collation|Checksum|Create_options|Comment"
	indexLabels = "Table|Non_unique|Key_name|Seq_in_index|Column_name|Collation|Cardinality|Sub_part|Packed|Null|Index_type|Comment|Index_comment"
	fieldLabels = "Field|Type|Null|Key|Default|Extra"
	fullLabels  = "Field|Type|Collation|Null|Key|Default|Extra|Privileges|Comment"
)

var peopleFields = []string{
	"id|bigint|NO|PRI|NULL|auto_increment", "Nom|varchar(50)|NO|||", "Statut|varchar(255)|NO|||", "Note|text|NO||NULL|",
	"Age|bigint|YES||NULL|", "Solde|decimal(10,2)|YES||NULL|", "Actif|tinyint(1)|YES||NULL|", "Ne|date|YES||NULL|",
	"Vu|datetime|YES||NULL|", "Heure|time|YES||NULL|", "ID_PEOPLE|bigint|YES||NULL|",
}

// TestShow runs SHOW and DESCRIBE, each on a driver that knows nothing yet, and
// counts the requests for metadata. No record is ever asked for.
func TestShow(t *testing.T) {
	server := scaletest.NewServer(someTables())
	t.Cleanup(server.Close)
	for _, tc := range []struct {
		query  string
		labels string
		rows   []string // nil: any
		asked  string
	}{
		{"SHOW TABLES", "Tables_in_demo", []string{"orders", "people"}, "list"},
		{"SHOW TABLES;", "Tables_in_demo", []string{"orders", "people"}, "list"},
		{"show extended tables from `demo`", "Tables_in_demo", []string{"orders", "people"}, "list"},
		{"SHOW FULL TABLES", "Tables_in_demo|Table_type", []string{"orders|BASE TABLE", "people|BASE TABLE"}, "list"},
		{"SHOW FULL TABLES WHERE Table_type != 'VIEW' AND tables_in_demo > 'p'", "Tables_in_demo|Table_type", []string{"people|BASE TABLE"}, "list"},
		{"SHOW TABLES LIKE 'PE%'", "Tables_in_demo (PE%)", []string{"people"}, "list"},
		{"SHOW TABLES LIKE 'p\\_%'", `Tables_in_demo (p\_%)`, nil, "list"},
		{"SHOW TABLES LIKE ''", "Tables_in_demo ()", nil, "list"},
		{"SHOW TABLES FROM information_schema LIKE 'engines'", "Tables_in_information_schema (engines)", []string{"ENGINES"}, "list"},
		{"SHOW DATABASES", "Database", []string{"demo", "information_schema", "performance_schema"}, ""},
		{"SHOW SCHEMAS LIKE 'd%'", "Database (d%)", []string{"demo"}, ""},
		{"SHOW COLUMNS FROM people", fieldLabels, peopleFields, "list people"},
		{"SHOW FIELDS IN demo.PEOPLE", fieldLabels, peopleFields, "list people"},
		{"DESCRIBE people", fieldLabels, peopleFields, "list people"},
		{"DESC `people`", fieldLabels, peopleFields, "list people"},
		{"EXPLAIN people", fieldLabels, peopleFields, "list people"},
		{"DESC people nom", fieldLabels, []string{"Nom|varchar(50)|NO|||"}, "list people"},
		{"DESC people 'n%'", fieldLabels, []string{"Nom|varchar(50)|NO|||", "Note|text|NO||NULL|", "Ne|date|YES||NULL|"}, "list people"},
		{"DESC people `n%`", fieldLabels, nil, "list people"},
		{"SHOW COLUMNS FROM people FROM demo LIKE '%o%'", fieldLabels,
			[]string{"Nom|varchar(50)|NO|||", "Note|text|NO||NULL|", "Solde|decimal(10,2)|YES||NULL|", "ID_PEOPLE|bigint|YES||NULL|"}, "list people"},
		{"SHOW COLUMNS FROM people WHERE `Key` = 'PRI' OR Type LIKE 'date%'", fieldLabels,
			[]string{"id|bigint|NO|PRI|NULL|auto_increment", "Ne|date|YES||NULL|", "Vu|datetime|YES||NULL|"}, "list people"},
		{"SHOW FULL COLUMNS FROM people WHERE Field IN ('id', 'Nom', 'Heure')", fullLabels, []string{
			"id|bigint|NULL|NO|PRI|NULL|auto_increment|select|",
			"Nom|varchar(50)|utf8mb4_unicode_ci|NO||||select,insert,update|Nom — De famille — personal data",
			"Heure|time|NULL|YES||NULL||select|"}, "list people"},
		{"SHOW INDEX FROM people", indexLabels, []string{"people|0|PRIMARY|1|id|A|NULL|NULL|NULL||BTREE||"}, "list people"},
		{"SHOW INDEXES IN people IN demo", indexLabels, []string{"people|0|PRIMARY|1|id|A|NULL|NULL|NULL||BTREE||"}, "list people"},
		{"SHOW KEYS FROM people WHERE Key_name = 'other'", indexLabels, nil, "list people"},
		{"SHOW CREATE TABLE orders", "Table|Create Table", []string{"orders|CREATE TABLE `orders` (\n  `id` bigint NOT NULL AUTO_INCREMENT,\n" +
			"  `ref` varchar(20) NOT NULL DEFAULT '',\n  PRIMARY KEY (`id`)\n) ENGINE=MyISAM DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci"}, "list orders"},
		{"SHOW CREATE TABLE people", "Table|Create Table", []string{"people|CREATE TABLE `people` (\n  `id` bigint NOT NULL AUTO_INCREMENT,\n" +
			"  `Nom` varchar(50) NOT NULL DEFAULT '' COMMENT 'Nom — De famille — personal data',\n  `Statut` varchar(255) NOT NULL DEFAULT '',\n" +
			"  `Note` text NOT NULL,\n  `Age` bigint DEFAULT NULL,\n  `Solde` decimal(10,2) DEFAULT NULL,\n  `Actif` tinyint(1) DEFAULT NULL,\n" +
			"  `Ne` date DEFAULT NULL,\n  `Vu` datetime DEFAULT NULL,\n  `Heure` time DEFAULT NULL,\n  `ID_PEOPLE` bigint DEFAULT NULL,\n" +
			"  PRIMARY KEY (`id`)\n) ENGINE=MyISAM DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci"}, "list people"},
		{"SHOW CREATE DATABASE IF NOT EXISTS demo", "Database|Create Database",
			[]string{"demo|CREATE DATABASE `demo` /*!40100 DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci */"}, ""},
		{"SHOW CREATE SCHEMA demo", "Database|Create Database", nil, ""},
		{"SHOW VARIABLES LIKE 'version'", "Variable_name|Value", []string{"version|5.7.44-scale"}, ""},
		{"SHOW VARIABLES WHERE Variable_name = 'autocommit'", "Variable_name|Value", []string{"autocommit|ON"}, ""},
		{"SHOW SESSION VARIABLES LIKE 'lower_case_t%'", "Variable_name|Value", []string{"lower_case_table_names|2"}, ""},
		{"SHOW LOCAL VARIABLES LIKE 'tx_isolation'", "Variable_name|Value", []string{"tx_isolation|READ-COMMITTED"}, ""},
		{"SHOW GLOBAL STATUS LIKE 'Threads_con%'", "Variable_name|Value", []string{"Threads_connected|1"}, ""},
		{"SHOW STATUS WHERE Value = ''", "Variable_name|Value", []string{"Ssl_cipher|"}, ""},
		{"SHOW TABLE STATUS LIKE 'people'", statusLabels, []string{"people|MyISAM|10|Dynamic|NULL|NULL|NULL|NULL|NULL|NULL|NULL|" +
			"2022-10-25T16:45:09Z|2023-01-27T01:19:17Z|NULL|utf8mb4_unicode_ci|NULL||"}, "list"},
		{"SHOW TABLE STATUS FROM demo WHERE Name = 'x'", statusLabels, nil, "list"},
		{"SHOW COLLATION WHERE Charset = 'utf8' AND `Default` = 'Yes'", "Collation|Charset|Id|Default|Compiled|Sortlen", []string{"utf8_general_ci|utf8|33|Yes|Yes|1"}, ""},
		{"SHOW CHARACTER SET LIKE 'utf8mb4'", "Charset|Description|Default collation|Maxlen", []string{"utf8mb4|UTF-8 Unicode|utf8mb4_general_ci|4"}, ""},
		{"SHOW CHARSET", "Charset|Description|Default collation|Maxlen", []string{"utf8|UTF-8 Unicode|utf8_general_ci|3",
			"utf8mb4|UTF-8 Unicode|utf8mb4_general_ci|4", "binary|Binary pseudo charset|binary|1"}, ""},
		{"SHOW STORAGE ENGINES", "Engine|Support|Comment|Transactions|XA|Savepoints", []string{
			"MyISAM|DEFAULT|The objects of a Scal-e instance, over its web API|NO|NO|NO", "MEMORY|YES|Tables that the driver makes of what it knows|NO|NO|NO"}, ""},
		{"SHOW WARNINGS", "Level|Code|Message", nil, ""},
		{"SHOW WARNINGS LIMIT 5", "Level|Code|Message", nil, ""},
		{"SHOW ERRORS", "Level|Code|Message", nil, ""},
		{"SHOW COUNT(*) WARNINGS", "@@session.warning_count", []string{"0"}, ""},
		{"show count( * ) errors;", "@@session.error_count", []string{"0"}, ""},
		{"SHOW VARIABLES LIKE 's%_only'", "Variable_name|Value", []string{"super_read_only|OFF"}, ""},
		{"SHOW GRANTS", "Grants for api@127.0.0.1", []string{"GRANT SELECT, INSERT, UPDATE ON `demo`.* TO 'api'@'127.0.0.1'"}, ""},
		{"SHOW GRANTS FOR CURRENT_USER()", "Grants for api@127.0.0.1", []string{"GRANT SELECT, INSERT, UPDATE ON `demo`.* TO 'api'@'127.0.0.1'"}, ""},
		{"SHOW PRIVILEGES", "Privilege|Context|Comment", []string{"Select|Tables|To retrieve rows from table", "Insert|Tables|To insert data into tables", "Update|Tables|To update existing rows"}, ""},
		{"SHOW PLUGINS", "Name|Status|Type|Library|License", nil, ""},
		{"SHOW TRIGGERS", "Trigger|Event|Table|Statement|Timing|Created|sql_mode|Definer|character_set_client|collation_connection|Database Collation", nil, ""},
		{"SHOW EVENTS FROM demo LIKE 'x'", "Db|Name|Definer|Time zone|Type|Execute at|Interval value|Interval field|Starts|Ends|Status|Originator|character_set_client|collation_connection|Database Collation", nil, ""},
		{"SHOW PROCEDURE STATUS", "Db|Name|Type|Definer|Modified|Created|Security_type|Comment|character_set_client|collation_connection|Database Collation", nil, ""},
		{"SHOW FUNCTION STATUS WHERE Db = 'demo'", "Db|Name|Type|Definer|Modified|Created|Security_type|Comment|character_set_client|collation_connection|Database Collation", nil, ""},
		{"SHOW OPEN TABLES", "Database|Table|In_use|Name_locked", nil, ""},
	} {
		db := openDSN(t, server.DSN())
		server.ResetRequests()
		labels, rows := labelsAndRows(t, db, tc.query)
		if strings.HasPrefix(tc.query, "SHOW CREATE SCHEMA") {
			rows = nil
		}
		if labels != tc.labels || !slices.Equal(rows, tc.rows) {
			t.Errorf("%s:\n%s\n%q\nwant\n%s\n%q", tc.query, labels, rows, tc.labels, tc.rows)
		}
		if asked := strings.Join(metadataRequests(t, server), " "); asked != tc.asked {
			t.Errorf("%s: asked for %q, want %q", tc.query, asked, tc.asked)
		}
	}
}

// SHOW takes arguments, is prepared, and runs in a transaction and with Exec.
func TestShowEverywhere(t *testing.T) {
	server := scaletest.NewServer(someTables())
	t.Cleanup(server.Close)
	db := openDSN(t, server.DSN()+"&multi_statements=true")
	ctx := soon(t)
	want := []string{"people"}
	for query, args := range map[string][]any{
		"SHOW TABLES LIKE ?":                        {"pe%"},
		"SHOW TABLES LIKE :p":                       {sql.Named("p", "pe%")},
		"SHOW TABLES WHERE Tables_in_demo = ?":      {"people"},
		"SHOW TABLES WHERE Tables_in_demo IN (?,?)": {"x", "people"},
	} {
		if got := rowsOf(t, db, query, args...); !slices.Equal(got, want) {
			t.Errorf("%s: %q", query, got)
		}
		stmt, err := db.PrepareContext(ctx, query)
		if err != nil {
			t.Fatal(err)
		}
		rows, err := stmt.QueryContext(ctx, args...)
		if err != nil {
			t.Fatal(err)
		}
		if !rows.Next() {
			t.Errorf("%s, prepared: no row", query)
		}
		rows.Close()
		stmt.Close()
		tx, err := db.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
		if err != nil {
			t.Fatal(err)
		}
		if got := rowsOf(t, tx, query, args...); !slices.Equal(got, want) {
			t.Errorf("%s, in a transaction: %q", query, got)
		}
		tx.Rollback()
		if _, err := db.ExecContext(ctx, query, args...); err != nil {
			t.Errorf("%s, by Exec: %v", query, err)
		}
	}
	if _, err := db.ExecContext(ctx, "SET NAMES utf8mb4; SHOW TABLES; USE demo; DESCRIBE people; SELECT @@version"); err != nil {
		t.Error(err)
	}
	if _, err := db.QueryContext(ctx, "SHOW TABLES LIKE ?"); err == nil {
		t.Error("an argument that is missing is no error")
	}
	metadataRequests(t, server)
}

// TestShowRefusals says why a SHOW can't be.
func TestShowRefusals(t *testing.T) {
	server := scaletest.NewServer(someTables())
	t.Cleanup(server.Close)
	db := openDSN(t, server.DSN())
	for _, tc := range []struct {
		query, want string
		unsupported bool
	}{
		{"SHOW COLUMNS FROM peple", `unknown object "peple" in the instance's list of objects; did you mean "people"?`, false},
		{"SHOW INDEX FROM peple", `did you mean "people"?`, false},
		{"SHOW CREATE TABLE peple", `did you mean "people"?`, false},
		{"DESCRIBE peple", `did you mean "people"?`, false},
		{"DESCRIBE information_schema.colums", `unknown table "colums" in information_schema; did you mean "COLUMNS"?`, false},
		{"SHOW TABLES FROM other", `"other" is not the instance of this connection, which is "demo"`, false},
		{"SHOW COLUMNS FROM people FROM other", `"other" is not the instance`, false},
		{"SHOW CREATE DATABASE other", `"other" is not the instance`, false},
		{"SHOW MASTER STATUS", "SHOW MASTER STATUS: the driver shows CHARACTER SET, COLLATION,", true},
		{"SHOW CREATE VIEW v", "the driver shows", true},
		{"SHOW GRANTS FOR 'a'@'b'", "the connection knows of its own only", true},
		{"SHOW FULL VARIABLES", "SHOW VARIABLES has no form with FULL", false},
		{"SHOW TABLES people", `near "people": expected LIKE or WHERE`, false},
		{"SHOW TABLES LIKE", "expected a pattern in quotes", false},
		{"SHOW TABLES LIKE people", "expected a pattern in quotes", false},
		{"SHOW TABLES LIKE 'a' WHERE 1", `near "WHERE": expected LIKE or WHERE`, false},
		{"SHOW TABLES WHERE name = 'x'", `unknown column "name" in subquery "SHOW TABLES"`, false},
		{"SHOW COLUMNS", "expected FROM and a table", false},
		{"SHOW CREATE TABLE people LIKE 'x'", "expected the end of SHOW CREATE TABLE", false},
	} {
		_, err := tryRows(soon(t), db, tc.query)
		if err == nil || !strings.HasPrefix(err.Error(), "scale: ") || !strings.Contains(err.Error(), tc.want) || errors.Is(err, scale.ErrUnsupported) != tc.unsupported {
			t.Errorf("%s: got %v, want %q", tc.query, err, tc.want)
		}
	}
	ctx, cancel := context.WithCancel(soon(t))
	cancel()
	if _, err := tryRows(ctx, db, "SHOW TABLES"); !errors.Is(err, context.Canceled) {
		t.Errorf("with a context that is done: %v", err)
	}
}

// A comment of several lines is one line of SHOW CREATE TABLE, as in MySQL, for tools
// that read it line by line.
func TestShowCreateTableComment(t *testing.T) {
	label := "it's \\ one\ntwo\r\n\x00`\""
	db, _ := openSample(t, scaletest.WithData(scaletest.Data{{Name: "t", Fields: []scaletest.Field{{Name: "f", Type: "text", Length: 5, Label: label}}}}))
	want := "t|CREATE TABLE `t` (\n  `id` bigint NOT NULL AUTO_INCREMENT,\n  `f` varchar(5) NOT NULL DEFAULT '' COMMENT 'it''s \\\\ one\\ntwo\\r\\n\\0`\"',\n" +
		"  PRIMARY KEY (`id`)\n) ENGINE=MyISAM DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci"
	if got := rowsOf(t, db, "SHOW CREATE TABLE t"); !slices.Equal(got, []string{want}) {
		t.Errorf("got\n%q\nwant\n%q", got, want)
	}
	if got := rowsOf(t, db, "SELECT column_comment FROM information_schema.columns WHERE table_name = 't' AND column_name = 'f'"); !slices.Equal(got, []string{label}) {
		t.Errorf("the comment is %q", got)
	}
}

// TestShowHostileNames shows objects whose names are no plain words.
func TestShowHostileNames(t *testing.T) {
	names := []string{"it's", `back\slash`, "tick`s", "100%", "my table", "select", "a_b", "aXb", "cafe", "café", "Log", "LOG", `"quoted"`, "x;y", "-- z", "nul'\\'"}
	var data scaletest.Data
	for _, name := range names {
		data = append(data, scaletest.Object{Name: name, Fields: []scaletest.Field{{Name: "f of " + name, Type: "text", Length: 5}}})
	}
	db, _ := openSample(t, scaletest.WithData(data))
	if got := rowsOf(t, db, "SHOW TABLES"); len(got) != len(names) {
		t.Errorf("SHOW TABLES: %q", got)
	}
	for _, name := range names {
		quoted := "`" + strings.ReplaceAll(name, "`", "``") + "`"
		want := []string{"id|bigint|NO|PRI|NULL|auto_increment", "f of " + name + "|varchar(5)|NO|||"}
		if got := rowsOf(t, db, "SHOW COLUMNS FROM "+quoted); !slices.Equal(got, want) {
			t.Errorf("SHOW COLUMNS FROM %s: %q", name, got)
		}
		if got := rowsOf(t, db, "SHOW INDEX FROM "+quoted); len(got) != 1 || !strings.HasPrefix(got[0], name+"|0|PRIMARY") {
			t.Errorf("SHOW INDEX FROM %s: %q", name, got)
		}
		if got := rowsOf(t, db, "SHOW CREATE TABLE "+quoted); len(got) != 1 || !strings.HasPrefix(got[0], name+"|CREATE TABLE "+quoted) {
			t.Errorf("SHOW CREATE TABLE %s: %q", name, got)
		}
		if got := rowsOf(t, db, "SELECT column_name FROM information_schema.columns WHERE BINARY table_name = ?", name); !slices.Equal(got, []string{"id", "f of " + name}) {
			t.Errorf("columns of %s: %q", name, got)
		}
	}
	// Names that differ in case or accents only are the same to MySQL's text.
	if got := rowsOf(t, db, "SELECT column_name FROM information_schema.columns WHERE table_name IN ('log', 'CAFE') AND column_key = ''"); len(got) != 4 {
		t.Errorf("columns of log and cafe: %q", got)
	}
}
