package translate

import (
	"fmt"
	"strings"
	"time"

	"github.com/scale-sql/scale/internal/information"
)

// settle checks the value that a variable is to have and returns it in its usual
// spelling. A value that would change an answer is refused, for the driver would
// ignore it.
func settle(a assignment, opt *Options) (any, error) {
	if lastID[a.name] {
		return nil, unsupported("@@"+a.name, "it would change what the connection remembers; the API gives a new record its id")
	}
	now, known := opt.Session.Variable(a.name, false)
	if !known {
		return nil, unknownVariable(a.name)
	}
	v := a.value
	if a.reset {
		v, _ = opt.Session.Variable(a.name, true)
	}
	if information.IsSwitch(a.name) {
		v = switched(v)
		if v != int64(0) && v != int64(1) {
			return nil, fmt.Errorf("it is 1 (ON) or 0 (OFF), not %v", v)
		}
	}
	usual, _ := opt.Session.Variable(a.name, true)
	if _, number := usual.(int64); number {
		if _, ok := v.(int64); !ok {
			return nil, fmt.Errorf("it is a whole number, not %v", v)
		}
	}
	if rule := rules[a.name]; rule != nil {
		var err error
		if v, err = rule(v, opt); err != nil {
			return nil, err
		}
	} else if !inert[a.name] && !same(v, now) {
		return nil, unsupported("@@"+a.name, "the driver can't change it; to ignore that might change what later statements do")
	}
	if a.global && !same(v, now) {
		return nil, unsupported("GLOBAL", "there is no server whose other connections it could change; leave GLOBAL out")
	}
	return v, nil
}

// switched is ON or OFF as a number.
func switched(v any) any {
	text, ok := v.(string)
	switch {
	case ok && strings.EqualFold(text, "ON"):
		return int64(1)
	case ok && strings.EqualFold(text, "OFF"):
		return int64(0)
	}
	return v
}

// same reports whether values are the same to one who sets one of them.
func same(a, b any) bool { return strings.EqualFold(fmt.Sprint(a), fmt.Sprint(b)) }

// inert are the variables of which any value is remembered: what they are about,
// the driver has none of, so that no answer depends on them.
var inert = words(`character_set_filesystem event_scheduler foreign_key_checks innodb_lock_wait_timeout interactive_timeout
lc_messages lock_wait_timeout net_buffer_length net_read_timeout net_write_timeout optimizer_switch profiling
query_cache_type sql_big_selects sql_log_bin sql_notes sql_quote_show_create sql_warnings unique_checks wait_timeout`)

func words(list string) map[string]bool {
	m := make(map[string]bool)
	for _, w := range strings.Fields(list) {
		m[w] = true
	}
	return m
}

// rules are the variables of which some values are refused.
var rules = map[string]func(v any, opt *Options) (any, error){
	"autocommit":               autocommit,
	"character_set_client":     charset,
	"character_set_connection": charset,
	"character_set_results":    charset,
	"collation_connection":     connectionCollation,
	"group_concat_max_len":     groupConcatLength,
	"sql_mode":                 sqlMode,
	"sql_safe_updates":         anySwitch,
	"time_zone":                timeZone,
	"transaction_isolation":    isolation,
	"tx_isolation":             isolation,
	"transaction_read_only":    anySwitch,
	"tx_read_only":             anySwitch,
}

func autocommit(v any, _ *Options) (any, error) {
	if v == int64(0) {
		return nil, unsupported("autocommit = 0", "a write is sent at once; for a transaction use BeginTx, with tx=buffer in the DSN")
	}
	return v, nil
}

// charset accepts the names of UTF-8: all text is that.
func charset(v any, _ *Options) (any, error) {
	switch name, _ := v.(string); strings.ToLower(name) {
	case "utf8", "utf8mb3", "utf8mb4":
		return strings.ToLower(name), nil
	case "":
		if v == nil { // of the results: as they are
			return v, nil
		}
	}
	return nil, unsupported(fmt.Sprintf("character set %v", v), "all text is UTF-8; use utf8mb4")
}

// connectionCollation accepts what compares as the connection does anyway.
func connectionCollation(v any, opt *Options) (any, error) {
	name, _ := v.(string)
	name = strings.ToLower(name)
	if !strings.HasPrefix(name, "utf8") || strings.HasSuffix(name, "_ci") == opt.BinaryCollation ||
		!strings.HasSuffix(name, "_ci") && !strings.HasSuffix(name, "_bin") {
		return nil, unsupported(fmt.Sprintf("collation %v", v), "how text compares is the collation option of the DSN: ci or binary")
	}
	return name, nil
}

// groupConcatLength accepts what cuts no more than MySQL would by default: the
// driver cuts nothing.
func groupConcatLength(v any, _ *Options) (any, error) {
	if n, ok := v.(int64); ok && n < 1024 {
		return nil, unsupported("group_concat_max_len below 1024", "GROUP_CONCAT is not cut")
	}
	return v, nil
}

// Of the SQL modes some change nothing that the driver does, and some what a
// statement means.
var (
	idleModes = words(`ALLOW_INVALID_DATES ERROR_FOR_DIVISION_BY_ZERO IGNORE_SPACE NO_AUTO_CREATE_USER NO_DIR_IN_CREATE
		NO_ENGINE_SUBSTITUTION NO_FIELD_OPTIONS NO_KEY_OPTIONS NO_TABLE_OPTIONS NO_ZERO_DATE NO_ZERO_IN_DATE ONLY_FULL_GROUP_BY
		REAL_AS_FLOAT STRICT_ALL_TABLES STRICT_TRANS_TABLES TRADITIONAL ANSI_QUOTES`)
	telltaleModes = map[string]string{
		"ANSI":                    "it holds PIPES_AS_CONCAT; use ANSI_QUOTES and CONCAT()",
		"PIPES_AS_CONCAT":         "|| is OR; use CONCAT()",
		"NO_BACKSLASH_ESCAPES":    "a backslash in a literal escapes; use placeholders",
		"HIGH_NOT_PRECEDENCE":     "write parentheses around NOT",
		"NO_UNSIGNED_SUBTRACTION": "integers have a sign",
		"NO_AUTO_VALUE_ON_ZERO":   "the API gives a new record its id",
		"PAD_CHAR_TO_FULL_LENGTH": "texts have no trailing spaces but their own",
	}
)

func sqlMode(v any, _ *Options) (any, error) {
	text, ok := v.(string)
	if !ok {
		return nil, fmt.Errorf("%v is no list of SQL modes", v)
	}
	var modes []string
	for mode := range strings.SplitSeq(strings.ToUpper(text), ",") {
		mode = strings.TrimSpace(mode)
		why, refused := telltaleModes[mode]
		switch {
		case mode == "":
		case refused:
			return nil, unsupported("SQL mode "+mode, why)
		case !idleModes[mode]:
			return nil, unsupported("SQL mode "+mode, "the driver doesn't know what it would change")
		default:
			modes = append(modes, mode)
		}
	}
	return strings.Join(modes, ","), nil
}

// timeZone accepts the zone of the DSN: dates are read and written in it.
func timeZone(v any, opt *Options) (any, error) {
	text, _ := v.(string)
	zone := opt.zone()
	if strings.EqualFold(text, "SYSTEM") || strings.EqualFold(text, zone.String()) {
		return text, nil
	}
	if offset, ok := offsetOf(text); ok && alwaysAt(zone, offset) {
		return text, nil
	}
	return nil, unsupported(fmt.Sprintf("time zone %v", v), fmt.Sprintf("dates are of the zone %s, which is the loc option of the DSN", zone))
}

// offsetOf reads +hh:mm, -hh:mm, UTC and GMT, in seconds.
func offsetOf(s string) (int, bool) {
	switch strings.ToUpper(s) {
	case "UTC", "GMT", "ETC/UTC", "Z":
		return 0, true
	}
	t, err := time.Parse("-07:00", s)
	if err != nil {
		return 0, false
	}
	_, offset := t.Zone()
	return offset, true
}

// alwaysAt reports whether a zone has the same offset in summer and winter, now
// and long ago.
func alwaysAt(zone *time.Location, offset int) bool {
	for year := 1970; year < 2040; year++ {
		for _, month := range []time.Month{time.January, time.April, time.July, time.October} {
			if _, o := time.Date(year, month, 1, 0, 0, 0, 0, zone).Zone(); o != offset {
				return false
			}
		}
	}
	return true
}

func isolation(v any, _ *Options) (any, error) {
	switch level, _ := v.(string); strings.ToUpper(level) {
	case "READ-COMMITTED", "READ-UNCOMMITTED":
		return strings.ToUpper(level), nil
	}
	return nil, unsupported(fmt.Sprintf("isolation level %v", v), "the API isolates nothing: each request reads what is stored at that moment, as READ COMMITTED does")
}

// anySwitch takes a switch as it is: the driver heeds it.
func anySwitch(v any, _ *Options) (any, error) { return v, nil }
