package translate

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/scale-sql/scale/internal/information"
	"github.com/scale-sql/scale/schema"
)

// showings are the kinds of SHOW by their words, showable their names.
var (
	showings = map[string]*showing{}
	showable []string
)

func init() {
	for _, s := range []*showing{
		{"TABLES", "FULL EXTENDED", aboutDatabase, "1", showTables},
		{"COLUMNS", "FULL EXTENDED", aboutTable, "Field", showColumns},
		{"INDEX", "EXTENDED", aboutTable, "Key_name", showIndex},
		{"DATABASES", "", aboutAll, "1", showDatabases},
		{"CREATE TABLE", "", aboutNamed, "", showCreateTable},
		{"CREATE DATABASE", "", aboutInstance, "", showCreateDatabase},
		{"VARIABLES", "GLOBAL SESSION", aboutAll, "Variable_name", showVariables},
		{"STATUS", "GLOBAL SESSION", aboutAll, "Variable_name", showStatus},
		{"TABLE STATUS", "", aboutDatabase, "Name", showTableStatus},
		{"OPEN TABLES", "", aboutDatabase, "Table", static("DUAL", "1 = 0", "Database ''", "Table ''", "In_use 0", "Name_locked 0")},
		{"COLLATION", "", aboutAll, "Collation", static("information_schema.COLLATIONS", "",
			"Collation COLLATION_NAME", "Charset CHARACTER_SET_NAME", "Id ID", "Default IS_DEFAULT", "Compiled IS_COMPILED", "Sortlen SORTLEN")},
		{"CHARACTER SET", "", aboutAll, "Charset", static("information_schema.CHARACTER_SETS", "",
			"Charset CHARACTER_SET_NAME", "Description DESCRIPTION", "Default_collation DEFAULT_COLLATE_NAME", "Maxlen MAXLEN")},
		{"ENGINES", "STORAGE", aboutAll, "", static("information_schema.ENGINES", "",
			"Engine ENGINE", "Support SUPPORT", "Comment COMMENT", "Transactions TRANSACTIONS", "XA XA", "Savepoints SAVEPOINTS")},
		{"WARNINGS", "", aboutSome, "", static("DUAL", "1 = 0", "Level ''", "Code 0", "Message ''")},
		{"COUNT(*) WARNINGS", "", aboutAll, "", static("DUAL", "", "@@session.warning_count @@session.warning_count")},
		{"COUNT(*) ERRORS", "", aboutAll, "", static("DUAL", "", "@@session.error_count @@session.error_count")},
		{"GRANTS", "", aboutUser, "", showGrants},
		{"PROCESSLIST", "FULL", aboutAll, "", static("information_schema.PROCESSLIST", "",
			"Id ID", "User USER", "Host HOST", "db DB", "Command COMMAND", "Time TIME", "State STATE", "Info INFO")},
		{"PRIVILEGES", "", aboutAll, "", static(privilegeList, "", "Privilege p", "Context c", "Comment t")},
		{"PLUGINS", "", aboutAll, "", static("information_schema.PLUGINS", "",
			"Name PLUGIN_NAME", "Status PLUGIN_STATUS", "Type PLUGIN_TYPE", "Library PLUGIN_LIBRARY", "License PLUGIN_LICENSE")},
		{"TRIGGERS", "FULL", aboutDatabase, "Table", static("information_schema.TRIGGERS", "",
			"Trigger TRIGGER_NAME", "Event EVENT_MANIPULATION", "Table EVENT_OBJECT_TABLE", "Statement ACTION_STATEMENT",
			"Timing ACTION_TIMING", "Created CREATED", "sql_mode SQL_MODE", "Definer DEFINER",
			"character_set_client CHARACTER_SET_CLIENT", "collation_connection COLLATION_CONNECTION", "Database_Collation DATABASE_COLLATION")},
		{"EVENTS", "", aboutDatabase, "Name", static("information_schema.EVENTS", "",
			"Db EVENT_SCHEMA", "Name EVENT_NAME", "Definer DEFINER", "Time_zone TIME_ZONE", "Type EVENT_TYPE", "Execute_at EXECUTE_AT",
			"Interval_value INTERVAL_VALUE", "Interval_field INTERVAL_FIELD", "Starts STARTS", "Ends ENDS", "Status STATUS",
			"Originator ORIGINATOR", "character_set_client CHARACTER_SET_CLIENT", "collation_connection COLLATION_CONNECTION",
			"Database_Collation DATABASE_COLLATION")},
		{"PROCEDURE STATUS", "", aboutAll, "Name", routineStatus("PROCEDURE")},
		{"FUNCTION STATUS", "", aboutAll, "Name", routineStatus("FUNCTION")},
	} {
		showings[s.words] = s
	}
	showable = slices.Sorted(maps.Keys(showings))
	for word, same := range map[string]string{
		"FIELDS": "COLUMNS", "INDEXES": "INDEX", "KEYS": "INDEX", "SCHEMAS": "DATABASES", "CREATE SCHEMA": "CREATE DATABASE",
		"CHARSET": "CHARACTER SET", "ERRORS": "WARNINGS",
	} {
		showings[word] = showings[same]
	}
}

// spaced are the labels with a space that MySQL writes, by what stands for them.
var spaced = map[string]string{
	"Default_collation": "Default collation", "Database_Collation": "Database Collation",
	"Time_zone": "Time zone", "Execute_at": "Execute at", "Interval_value": "Interval value", "Interval_field": "Interval field",
}

const privilegeList = `(SELECT 'Select' AS p, 'Tables' AS c, 'To retrieve rows from table' AS t
	UNION ALL SELECT 'Insert', 'Tables', 'To insert data into tables' UNION ALL SELECT 'Update', 'Tables', 'To update existing rows') AS l`

// columnsOf takes apart "Label EXPRESSION".
func columnsOf(list ...string) [][2]string {
	columns := make([][2]string, len(list))
	for i, text := range list {
		label, expr, _ := strings.Cut(text, " ")
		if s := spaced[label]; s != "" {
			label = s
		}
		columns[i] = [2]string{label, expr}
	}
	return columns
}

// static is a listing that depends on nothing.
func static(from, where string, columns ...string) func(*showReader, *schema.Object) *showList {
	return func(*showReader, *schema.Object) *showList {
		return &showList{columns: columnsOf(columns...), from: from, where: where}
	}
}

func routineStatus(kind string) func(*showReader, *schema.Object) *showList {
	return static("information_schema.ROUTINES", "ROUTINE_TYPE = '"+kind+"'",
		"Db ROUTINE_SCHEMA", "Name ROUTINE_NAME", "Type ROUTINE_TYPE", "Definer DEFINER", "Modified LAST_ALTERED", "Created CREATED",
		"Security_type SECURITY_TYPE", "Comment ROUTINE_COMMENT", "character_set_client CHARACTER_SET_CLIENT",
		"collation_connection COLLATION_CONNECTION", "Database_Collation DATABASE_COLLATION")
}

// inDatabase is the condition on the database of a table.
func (r *showReader) inDatabase() string {
	return "TABLE_SCHEMA = " + information.QuoteText(r.database)
}

// ofTable is the condition on a table and its database. Objects may differ by
// case or accents only, so it compares bytes.
func (r *showReader) ofTable(o *schema.Object) string {
	name := o.Name
	if o.Local {
		_, name, _ = strings.Cut(name, ".")
	}
	return r.inDatabase() + " AND BINARY TABLE_NAME = " + information.QuoteText(name)
}

func showTables(r *showReader, _ *schema.Object) *showList {
	l := &showList{from: "information_schema.TABLES", where: r.inDatabase(), order: "TABLE_NAME"}
	l.columns = append(l.columns, [2]string{r.labelled("Tables_in_" + r.database), "TABLE_NAME"})
	if r.modifiers["FULL"] {
		l.columns = append(l.columns, [2]string{"Table_type", "TABLE_TYPE"})
	}
	return l
}

// showColumns lists what SELECT * would bring.
func showColumns(r *showReader, o *schema.Object) *showList {
	columns := columnsOf("Field COLUMN_NAME", "Type COLUMN_TYPE", "Null IS_NULLABLE", "Key COLUMN_KEY", "Default COLUMN_DEFAULT", "Extra EXTRA")
	if r.modifiers["FULL"] {
		columns = slices.Insert(columns, 2, columnsOf("Collation COLLATION_NAME")...)
		columns = append(columns, columnsOf("Privileges PRIVILEGES", "Comment COLUMN_COMMENT")...)
	}
	return &showList{
		columns: columns, from: "information_schema.COLUMNS",
		where: r.ofTable(o) + " AND READABLE = 'YES'", order: "ORDINAL_POSITION",
	}
}

func showIndex(r *showReader, o *schema.Object) *showList {
	return &showList{columns: columnsOf("Table TABLE_NAME", "Non_unique NON_UNIQUE", "Key_name INDEX_NAME", "Seq_in_index SEQ_IN_INDEX",
		"Column_name COLUMN_NAME", "Collation COLLATION", "Cardinality CARDINALITY", "Sub_part SUB_PART", "Packed PACKED",
		"Null NULLABLE", "Index_type INDEX_TYPE", "Comment COMMENT", "Index_comment INDEX_COMMENT"),
		from: "information_schema.STATISTICS", where: r.ofTable(o)}
}

func showDatabases(r *showReader, _ *schema.Object) *showList {
	return &showList{columns: [][2]string{{r.labelled("Database"), "SCHEMA_NAME"}}, from: "information_schema.SCHEMATA", order: "SCHEMA_NAME"}
}

func showTableStatus(r *showReader, _ *schema.Object) *showList {
	return &showList{columns: columnsOf("Name TABLE_NAME", "Engine ENGINE", "Version VERSION", "Row_format ROW_FORMAT", "Rows TABLE_ROWS",
		"Avg_row_length AVG_ROW_LENGTH", "Data_length DATA_LENGTH", "Max_data_length MAX_DATA_LENGTH", "Index_length INDEX_LENGTH",
		"Data_free DATA_FREE", "Auto_increment AUTO_INCREMENT", "Create_time CREATE_TIME", "Update_time UPDATE_TIME",
		"Check_time CHECK_TIME", "Collation TABLE_COLLATION", "Checksum CHECKSUM", "Create_options CREATE_OPTIONS", "Comment TABLE_COMMENT"),
		from: "information_schema.TABLES", where: r.inDatabase(), order: "TABLE_NAME"}
}

func showCreateTable(r *showReader, o *schema.Object) *showList {
	name := o.Name
	if o.Local {
		_, name, _ = strings.Cut(name, ".")
	}
	text := r.opt.Session.CreateTable(o, r.opt.EmptyAsNull)
	return &showList{from: "DUAL", columns: [][2]string{
		{"Table", information.QuoteText(name)}, {"Create Table", information.QuoteText(text)}}}
}

func showCreateDatabase(r *showReader, _ *schema.Object) *showList {
	return &showList{from: "DUAL", columns: [][2]string{
		{"Database", information.QuoteText(r.opt.Instance)}, {"Create Database", information.QuoteText(r.opt.Session.CreateDatabase())}}}
}

func showVariables(r *showReader, _ *schema.Object) *showList { return r.nameAndValue("VARIABLES") }

func showStatus(r *showReader, _ *schema.Object) *showList { return r.nameAndValue("STATUS") }

func (r *showReader) nameAndValue(what string) *showList {
	scope := "SESSION"
	if r.modifiers["GLOBAL"] {
		scope = "GLOBAL"
	}
	return &showList{columns: columnsOf("Variable_name VARIABLE_NAME", "Value VARIABLE_VALUE"),
		from: fmt.Sprintf("information_schema.%s_%s", scope, what), order: "VARIABLE_NAME"}
}

func showGrants(r *showReader, _ *schema.Object) *showList {
	s := r.opt.Session
	grant := fmt.Sprintf("GRANT SELECT, INSERT, UPDATE ON `%s`.* TO %s", strings.ReplaceAll(s.Instance, "`", "``"), s.Grantee())
	return &showList{from: "DUAL", columns: [][2]string{{"Grants for " + s.User, information.QuoteText(grant)}}}
}
