package information

// definitions are the tables that have rows, and their columns.
var definitions = append([]definition{
	{"SCHEMATA", `
CATALOG_NAME varchar(512)
SCHEMA_NAME varchar(64)
DEFAULT_CHARACTER_SET_NAME varchar(32)
DEFAULT_COLLATION_NAME varchar(32)
SQL_PATH varchar(512) null`, schemata},
	{"TABLES", `
TABLE_CATALOG varchar(512)
TABLE_SCHEMA varchar(64)
TABLE_NAME varchar(64)
TABLE_TYPE varchar(64)
ENGINE varchar(64) null
VERSION bigint null
ROW_FORMAT varchar(10) null
TABLE_ROWS bigint null
AVG_ROW_LENGTH bigint null
DATA_LENGTH bigint null
MAX_DATA_LENGTH bigint null
INDEX_LENGTH bigint null
DATA_FREE bigint null
AUTO_INCREMENT bigint null
CREATE_TIME datetime null
UPDATE_TIME datetime null
CHECK_TIME datetime null
TABLE_COLLATION varchar(32) null
CHECKSUM bigint null
CREATE_OPTIONS varchar(255) null
TABLE_COMMENT varchar(2048)
ACL varchar(255) null`, listTables},
	{"COLUMNS", `
TABLE_CATALOG varchar(512)
TABLE_SCHEMA varchar(64)
TABLE_NAME varchar(64)
COLUMN_NAME varchar(64)
ORDINAL_POSITION bigint
COLUMN_DEFAULT longtext null
IS_NULLABLE varchar(3)
DATA_TYPE varchar(64)
CHARACTER_MAXIMUM_LENGTH bigint null
CHARACTER_OCTET_LENGTH bigint null
NUMERIC_PRECISION bigint null
NUMERIC_SCALE bigint null
DATETIME_PRECISION bigint null
CHARACTER_SET_NAME varchar(32) null
COLLATION_NAME varchar(32) null
COLUMN_TYPE longtext
COLUMN_KEY varchar(3)
EXTRA varchar(30)
PRIVILEGES varchar(80)
COLUMN_COMMENT varchar(1024)
GENERATION_EXPRESSION longtext
LABEL varchar(255)
DESCRIPTION longtext
IS_PERSONAL_DATA varchar(3)
CREATED datetime null
MODIFIED datetime null
READABLE varchar(3)
WRITABLE varchar(3)`, listColumns},
	{"STATISTICS", `
TABLE_CATALOG varchar(512)
TABLE_SCHEMA varchar(64)
TABLE_NAME varchar(64)
NON_UNIQUE bigint
INDEX_SCHEMA varchar(64)
INDEX_NAME varchar(64)
SEQ_IN_INDEX bigint
COLUMN_NAME varchar(64)
COLLATION varchar(1) null
CARDINALITY bigint null
SUB_PART bigint null
PACKED varchar(10) null
NULLABLE varchar(3)
INDEX_TYPE varchar(16)
COMMENT varchar(16) null
INDEX_COMMENT varchar(1024)`, statistics},
	{"KEY_COLUMN_USAGE", `
CONSTRAINT_CATALOG varchar(512)
CONSTRAINT_SCHEMA varchar(64)
CONSTRAINT_NAME varchar(64)
TABLE_CATALOG varchar(512)
TABLE_SCHEMA varchar(64)
TABLE_NAME varchar(64)
COLUMN_NAME varchar(64)
ORDINAL_POSITION bigint
POSITION_IN_UNIQUE_CONSTRAINT bigint null
REFERENCED_TABLE_SCHEMA varchar(64) null
REFERENCED_TABLE_NAME varchar(64) null
REFERENCED_COLUMN_NAME varchar(64) null`, keyColumnUsage},
	{"TABLE_CONSTRAINTS", `
CONSTRAINT_CATALOG varchar(512)
CONSTRAINT_SCHEMA varchar(64)
CONSTRAINT_NAME varchar(64)
TABLE_SCHEMA varchar(64)
TABLE_NAME varchar(64)
CONSTRAINT_TYPE varchar(64)`, tableConstraints},
	{"CHARACTER_SETS", `
CHARACTER_SET_NAME varchar(32)
DEFAULT_COLLATE_NAME varchar(32)
DESCRIPTION varchar(60)
MAXLEN bigint`, characterSets},
	{"COLLATIONS", `
COLLATION_NAME varchar(32)
CHARACTER_SET_NAME varchar(32)
ID bigint
IS_DEFAULT varchar(3)
IS_COMPILED varchar(3)
SORTLEN bigint`, collations},
	{"COLLATION_CHARACTER_SET_APPLICABILITY", `
COLLATION_NAME varchar(32)
CHARACTER_SET_NAME varchar(32)`, applicability},
	{"ENGINES", `
ENGINE varchar(64)
SUPPORT varchar(8)
COMMENT varchar(80)
TRANSACTIONS varchar(3) null
XA varchar(3) null
SAVEPOINTS varchar(3) null`, engines},
	{"PROCESSLIST", `
ID bigint
USER varchar(32)
HOST varchar(64)
DB varchar(64) null
COMMAND varchar(16)
TIME bigint
STATE varchar(64) null
INFO longtext null`, processes},
	{"USER_PRIVILEGES", `
GRANTEE varchar(81)
TABLE_CATALOG varchar(512)
PRIVILEGE_TYPE varchar(64)
IS_GRANTABLE varchar(3)`, userPrivileges},
	{"GLOBAL_VARIABLES", nameAndValue, variables(true)},
	{"SESSION_VARIABLES", nameAndValue, variables(false)},
	{"GLOBAL_STATUS", nameAndValue, status},
	{"SESSION_STATUS", nameAndValue, status},
}, emptyTables...)

const nameAndValue = `
VARIABLE_NAME varchar(64)
VARIABLE_VALUE varchar(1024) null`
