package scale

import (
	"errors"
	"strconv"
	"strings"
	"time"
)

// option is one option of a DSN: how its value is read into a Config, and
// written.
type option struct {
	name string
	set  func(*Config, string) error
	get  func(*Config) string
}

// options are those of a DSN, in the order in which FormatDSN writes them.
var options = []option{
	negatedOption("tls", func(c *Config) *bool { return &c.PlainHTTP }),
	intOption("page_size", func(c *Config) *int { return &c.PageSize }),
	intOption("prefetch", func(c *Config) *int { return &c.Prefetch }),
	textOption("paging", func(c *Config) *string { return &c.Paging }),
	durationOption("timeout", func(c *Config) *time.Duration { return &c.Timeout }),
	intOption("max_retries", func(c *Config) *int { return &c.MaxRetries }),
	durationOption("max_retry_wait", func(c *Config) *time.Duration { return &c.MaxRetryWait }),
	intOption("requests_per_minute", func(c *Config) *int { return &c.RequestsPerMinute }),
	intOption("max_requests", func(c *Config) *int { return &c.MaxRequests }),
	intOption("max_rows", func(c *Config) *int64 { return &c.MaxRows }),
	intOption("batch_size", func(c *Config) *int { return &c.BatchSize }),
	zoneOption("loc", func(c *Config) **time.Location { return &c.Loc }),
	textOption("collation", func(c *Config) *string { return &c.Collation }),
	boolOption("empty_as_null", func(c *Config) *bool { return &c.EmptyAsNull }),
	textOption("booleans", func(c *Config) *string { return &c.Booleans }),
	textOption("key_field", func(c *Config) *string { return &c.KeyField }),
	durationOption("schema_ttl", func(c *Config) *time.Duration { return &c.SchemaTTL }),
	textOption("temp_dir", func(c *Config) *string { return &c.TempDir }),
	sizeOption("engine_memory", func(c *Config) *int64 { return &c.EngineMemory }),
	boolOption("multi_statements", func(c *Config) *bool { return &c.MultiStatements }),
	boolOption("found_rows", func(c *Config) *bool { return &c.FoundRows }),
	textOption("dedupe_header", func(c *Config) *string { return &c.DedupeHeader }),
	textOption("tx", func(c *Config) *string { return &c.Tx }),
	boolOption("safe_updates", func(c *Config) *bool { return &c.SafeUpdates }),
	textOption("regexp_operator", func(c *Config) *string { return &c.RegexpOperator }),
}

func optionNamed(name string) (option, bool) {
	for _, o := range options {
		if o.name == name {
			return o, true
		}
	}
	return option{}, false
}

func optionNames() string {
	names := make([]string, len(options))
	for i, o := range options {
		names[i] = o.name
	}
	return strings.Join(names, ", ")
}

// newOption ties a field of Config to the functions that read and write it.
func newOption[T any](name string, field func(*Config) *T, parse func(string) (T, error), format func(T) string) option {
	return option{
		name: name,
		set: func(c *Config, text string) error {
			v, err := parse(text)
			if err == nil {
				*field(c) = v
			}
			return err
		},
		get: func(c *Config) string { return format(*field(c)) },
	}
}

func textOption(name string, field func(*Config) *string) option {
	same := func(s string) string { return s }
	return newOption(name, field, func(s string) (string, error) {
		if s == "" {
			return "", errors.New("a value was expected")
		}
		return s, nil
	}, same)
}

func intOption[T int | int64](name string, field func(*Config) *T) option {
	return newOption(name, field, func(s string) (T, error) {
		n, err := strconv.ParseInt(s, 10, 63)
		if err != nil || int64(T(n)) != n { // an int may have 32 bits
			return 0, errors.New("a whole number was expected")
		}
		return T(n), nil
	}, func(n T) string { return strconv.FormatInt(int64(n), 10) })
}

func boolOption(name string, field func(*Config) *bool) option {
	return newOption(name, field, parseSwitch, strconv.FormatBool)
}

// negatedOption is a switch whose field says the opposite.
func negatedOption(name string, field func(*Config) *bool) option {
	return newOption(name, field, func(s string) (bool, error) {
		on, err := parseSwitch(s)
		return !on, err
	}, func(off bool) string { return strconv.FormatBool(!off) })
}

func parseSwitch(s string) (bool, error) {
	switch s {
	case "true", "1":
		return true, nil
	case "false", "0":
		return false, nil
	}
	return false, errors.New("true or false was expected")
}

func durationOption(name string, field func(*Config) *time.Duration) option {
	return newOption(name, field, func(s string) (time.Duration, error) {
		d, err := time.ParseDuration(s)
		if err != nil {
			return 0, errors.New("a duration was expected, such as 30s, 5m or 1h30m")
		}
		return d, nil
	}, time.Duration.String)
}

func zoneOption(name string, field func(*Config) **time.Location) option {
	return newOption(name, field, func(s string) (*time.Location, error) {
		loc, err := time.LoadLocation(s)
		if err != nil || s == "" {
			return nil, errors.New("the name of a time zone was expected, such as UTC, Local or Europe/Paris")
		}
		return loc, nil
	}, (*time.Location).String)
}

var sizeUnits = []struct {
	suffix string
	bytes  int64
}{{"GiB", 1 << 30}, {"MiB", 1 << 20}, {"KiB", 1 << 10}, {"B", 1}, {"", 1}}

func sizeOption(name string, field func(*Config) *int64) option {
	return newOption(name, field, func(s string) (int64, error) {
		for _, u := range sizeUnits {
			digits, ok := strings.CutSuffix(s, u.suffix)
			if n, err := strconv.ParseInt(digits, 10, 63); ok && err == nil && n >= 0 && n <= (1<<62)/u.bytes {
				return n * u.bytes, nil
			}
		}
		return 0, errors.New("a size was expected, such as 64MiB or 1GiB")
	}, func(n int64) string {
		for _, u := range sizeUnits[:3] {
			if n > 0 && n%u.bytes == 0 {
				return strconv.FormatInt(n/u.bytes, 10) + u.suffix
			}
		}
		return strconv.FormatInt(n, 10)
	})
}
