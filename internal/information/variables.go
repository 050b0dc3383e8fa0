package information

import (
	"strconv"
	"strings"
)

// Version is what VERSION() answers: clients choose their syntax by it, and the
// parser's is that of MySQL 5.7.
const Version = "5.7.44-scale"

// DefaultSQLMode is what is so without SET: a value that does not fit is an error,
// and so is no such thing as a zero date.
const DefaultSQLMode = "STRICT_TRANS_TABLES,NO_ZERO_IN_DATE,NO_ZERO_DATE,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION"

func itoa(n int64) string { return strconv.FormatInt(n, 10) }

// defaults are the variables that there are, with the values that they have
// unless the DSN or SET says otherwise. auto_increment_increment isn't 1, as MySQL's
// is: mappers count on by it from the last id to those of several new records, and
// the API doesn't promise that these follow each other.
var defaults = map[string]any{
	"auto_increment_increment": int64(0),
	"auto_increment_offset":    int64(1),
	"autocommit":               int64(1),
	"basedir":                  "",
	"bind_address":             "",
	"character_set_client":     charset,
	"character_set_connection": charset,
	"character_set_database":   charset,
	"character_set_filesystem": "binary",
	"character_set_results":    charset,
	"character_set_server":     charset,
	"character_set_system":     "utf8",
	"character_sets_dir":       "",
	"collation_connection":     "utf8mb4_unicode_ci",
	"collation_database":       "utf8mb4_unicode_ci",
	"collation_server":         "utf8mb4_unicode_ci",
	"connect_timeout":          int64(10),
	"datadir":                  "",
	"default_storage_engine":   engineName,
	"default_week_format":      int64(0),
	"div_precision_increment":  int64(4),
	"event_scheduler":          "OFF",
	"foreign_key_checks":       int64(1),
	"general_log":              int64(0),
	"group_concat_max_len":     int64(16 << 20),
	"gtid_mode":                "OFF",
	"have_openssl":             "DISABLED",
	"have_profiling":           "NO",
	"have_query_cache":         "NO",
	"have_ssl":                 "DISABLED",
	"hostname":                 "",
	"init_connect":             "",
	"innodb_lock_wait_timeout": int64(50),
	"innodb_version":           "",
	"interactive_timeout":      int64(28800),
	"lc_messages":              "en_US",
	"lc_time_names":            "en_US",
	"license":                  "MIT",
	"local_infile":             int64(0),
	"lock_wait_timeout":        int64(31536000),
	"log_bin":                  int64(0),
	"log_error":                "",
	"lower_case_file_system":   "OFF",
	"lower_case_table_names":   int64(2),
	"max_allowed_packet":       int64(16 << 20),
	"max_connections":          int64(100000),
	"max_execution_time":       int64(0),
	"max_join_size":            "18446744073709551615",
	"max_user_connections":     int64(0),
	"net_buffer_length":        int64(16384),
	"net_read_timeout":         int64(30),
	"net_write_timeout":        int64(60),
	"optimizer_switch":         "",
	"performance_schema":       int64(0),
	"pid_file":                 "",
	"plugin_dir":               "",
	"port":                     int64(0),
	"profiling":                int64(0),
	"protocol_version":         int64(10),
	"query_cache_limit":        int64(0),
	"query_cache_size":         int64(0),
	"query_cache_type":         "OFF",
	"read_only":                int64(0),
	"secure_file_priv":         nil, // nothing is read from files or written to them
	"server_id":                int64(0),
	"server_uuid":              "",
	"skip_networking":          int64(0),
	"slow_query_log":           int64(0),
	"socket":                   "",
	"sql_auto_is_null":         int64(0),
	"sql_big_selects":          int64(1),
	"sql_log_bin":              int64(1),
	"sql_mode":                 DefaultSQLMode,
	"sql_notes":                int64(1),
	"sql_quote_show_create":    int64(1),
	"sql_safe_updates":         int64(0),
	"sql_select_limit":         "18446744073709551615",
	"sql_warnings":             int64(0),
	"storage_engine":           engineName,
	"super_read_only":          int64(0),
	"system_time_zone":         "UTC",
	"time_zone":                "SYSTEM",
	"tmpdir":                   "",
	"transaction_isolation":    "READ-COMMITTED",
	"transaction_read_only":    int64(0),
	"tx_isolation":             "READ-COMMITTED",
	"tx_read_only":             int64(0),
	"unique_checks":            int64(1),
	"version":                  Version,
	"version_comment":          "scale, a database/sql driver for the Scal-e API",
	"version_compile_machine":  "",
	"version_compile_os":       "",
	"wait_timeout":             int64(28800),
	"warning_count":            int64(0),
	"error_count":              int64(0),
}

// switches are the variables of which SHOW VARIABLES writes 1 as ON.
var switches = set(`autocommit foreign_key_checks general_log local_infile log_bin performance_schema profiling read_only
skip_networking slow_query_log sql_auto_is_null sql_big_selects sql_log_bin sql_notes sql_quote_show_create sql_safe_updates sql_warnings
super_read_only transaction_read_only tx_read_only unique_checks`)

// IsSwitch reports whether a variable is 1 or 0, which may be written ON or OFF.
func IsSwitch(name string) bool { return switches[strings.ToLower(name)] }

func set(words string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(words) {
		m[w] = true
	}
	return m
}
