package scale_test

import (
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/scale-sql/scale"
)

const plainDSN = "scale://tok@api.scal-e.com/7"

func TestParseDSNDefaults(t *testing.T) {
	c, err := scale.ParseDSN(plainDSN)
	if err != nil {
		t.Fatal(err)
	}
	want := &scale.Config{
		Token: "tok", Host: "api.scal-e.com", Instance: "7",
		PageSize: 1000, Prefetch: 1, Paging: "offset", Timeout: 30 * time.Second,
		MaxRetries: 5, MaxRetryWait: 2 * time.Minute, BatchSize: 500, Loc: time.UTC,
		Collation: "ci", Booleans: "YN", KeyField: "auto", SchemaTTL: 5 * time.Minute,
		EngineMemory: 64 << 20, Tx: "reject", RegexpOperator: "$regexp",
	}
	if !reflect.DeepEqual(c, want) {
		t.Errorf("got %v, want %v", fieldsOf(c), fieldsOf(want))
	}
}

func TestParseDSNAddress(t *testing.T) {
	for _, tc := range []struct{ dsn, token, host, instance string }{
		{"scale://tok@api-demo.scal-e.com/demo", "tok", "api-demo.scal-e.com", "demo"},
		{"scale://tok@api.scal-e.com:8443/7", "tok", "api.scal-e.com:8443", "7"},
		{"scale://tok@127.0.0.1:80/7?tls=false", "tok", "127.0.0.1:80", "7"},
		{"scale://tok@[::1]/7?tls=false", "tok", "[::1]", "7"},
		{"scale://tok@[::1]:8080/7?tls=false", "tok", "[::1]:8080", "7"},
		{"scale://tok@[2001:db8::1]:443/7", "tok", "[2001:db8::1]:443", "7"},
		{"scale://tok@[::ffff:10.0.0.1]/7", "tok", "[::ffff:10.0.0.1]", "7"},
		{"scale://tok@localhost:1/7?tls=false", "tok", "localhost:1", "7"},
		{"scale://tok@api.localhost:65535/7?tls=0", "tok", "api.localhost:65535", "7"},
		{"scale://a%2Fb%3Fc%40d%3Ae%25f%2Bg%3Dh%26i%23j@h/7", "a/b?c@d:e%f+g=h&i#j", "h", "7"},
		{"scale://a:b+c=d&e@h/7", "a:b+c=d&e", "h", "7"},
		{"scale://tok@h/Espace%20client%2B%C3%A9", "tok", "h", "Espace client+é"},
		{"scale://tok@h/a+b", "tok", "h", "a+b"},
	} {
		c, err := scale.ParseDSN(tc.dsn)
		if err != nil {
			t.Errorf("%s: %v", tc.dsn, err)
			continue
		}
		if c.Token != tc.token || c.Host != tc.host || c.Instance != tc.instance {
			t.Errorf("%s: got %q %q %q", tc.dsn, c.Token, c.Host, c.Instance)
		}
	}
}

func TestParseDSNOptions(t *testing.T) {
	dir := t.TempDir()
	paris := zone(t, "Europe/Paris")
	for _, tc := range []struct {
		option, field string
		want          any
	}{
		{"page_size=1", "PageSize", 1},
		{"page_size=100000", "PageSize", 100_000},
		{"prefetch=0", "Prefetch", 0},
		{"prefetch=64", "Prefetch", 64},
		{"paging=offset", "Paging", "offset"},
		{"paging=page", "Paging", "page"},
		{"paging=keyset", "Paging", "keyset"},
		{"timeout=1ms", "Timeout", time.Millisecond},
		{"timeout=1h30m", "Timeout", 90 * time.Minute},
		{"max_retries=0", "MaxRetries", 0},
		{"max_retries=100", "MaxRetries", 100},
		{"max_retry_wait=1ms", "MaxRetryWait", time.Millisecond},
		{"max_retry_wait=45s", "MaxRetryWait", 45 * time.Second},
		{"requests_per_minute=100", "RequestsPerMinute", 100},
		{"max_requests=12", "MaxRequests", 12},
		{"max_rows=5000000000", "MaxRows", int64(5_000_000_000)},
		{"batch_size=1", "BatchSize", 1},
		{"batch_size=10000", "BatchSize", 10_000},
		{"loc=Europe/Paris", "Loc", paris},
		{"loc=Europe%2FParis", "Loc", paris},
		{"loc=Local", "Loc", time.Local},
		{"loc=Etc/GMT%2B5", "Loc", zone(t, "Etc/GMT+5")},
		{"loc=Etc/GMT+5", "Loc", zone(t, "Etc/GMT+5")},
		{"collation=binary", "Collation", "binary"},
		{"empty_as_null=true", "EmptyAsNull", true},
		{"empty_as_null=0", "EmptyAsNull", false},
		{"booleans=10", "Booleans", "10"},
		{"booleans=truefalse", "Booleans", "truefalse"},
		{"key_field=ID_%25s", "KeyField", "ID_%s"},
		{"key_field=id", "KeyField", "id"},
		{"schema_ttl=0s", "SchemaTTL", time.Duration(0)},
		{"schema_ttl=1h", "SchemaTTL", time.Hour},
		{"temp_dir=" + strings.ReplaceAll(dir, "/", "%2F"), "TempDir", dir},
		{"temp_dir=" + dir, "TempDir", dir},
		{"engine_memory=1GiB", "EngineMemory", int64(1 << 30)},
		{"engine_memory=100MiB", "EngineMemory", int64(100 << 20)},
		{"engine_memory=2048KiB", "EngineMemory", int64(2 << 20)},
		{"engine_memory=2000000B", "EngineMemory", int64(2_000_000)},
		{"engine_memory=2000000", "EngineMemory", int64(2_000_000)},
		{"multi_statements=true", "MultiStatements", true},
		{"found_rows=1", "FoundRows", true},
		{"dedupe_header=X-Idempotency-Key", "DedupeHeader", "X-Idempotency-Key"},
		{"tx=buffer", "Tx", "buffer"},
		{"safe_updates=true", "SafeUpdates", true},
		{"regexp_operator=$regex", "RegexpOperator", "$regex"},
		{"regexp_operator=%24regex", "RegexpOperator", "$regex"},
		{"tls=true", "PlainHTTP", false},
	} {
		c, err := scale.ParseDSN(plainDSN + "?" + tc.option)
		if err != nil {
			t.Errorf("%s: %v", tc.option, err)
			continue
		}
		if got := reflect.ValueOf(*c).FieldByName(tc.field).Interface(); !reflect.DeepEqual(got, tc.want) {
			t.Errorf("%s: got %s = %v, want %v", tc.option, tc.field, got, tc.want)
		}
	}
}

func TestParseDSNSeveralOptions(t *testing.T) {
	c, err := scale.ParseDSN("scale://tok@127.0.0.1:8080/demo?tls=false&page_size=7&paging=keyset&collation=binary")
	if err != nil {
		t.Fatal(err)
	}
	if !c.PlainHTTP || c.PageSize != 7 || c.Paging != "keyset" || c.Collation != "binary" || c.Prefetch != 1 {
		t.Errorf("got %+v", fieldsOf(c))
	}
}

func TestParseDSNRefuses(t *testing.T) {
	for _, tc := range []struct{ dsn, want string }{
		{"", "it is empty, as an environment variable is that isn't set; it must begin with scale://"},
		{"mysql://tok@h/7", "must begin with scale://"},
		{"tok@h/7", "must begin with scale://"},
		{"scale:tok@h/7", "must begin with scale://"},
		{"SCALE://tok@h/7", "must begin with scale://"},
		{"scale://h/7", "token is missing"},
		{"scale://@h/7", "token is missing"},
		{"scale://tok@/7", "host is missing"},
		{"scale://tok@h", "instance is missing"},
		{"scale://tok@h/", "instance is missing"},
		{"scale://tok@h?page_size=1", "instance is missing"},
		{"scale://tok@h/a/b", "one path segment"},
		{"scale://tok@h/a%2Fb", "one path segment"},
		{"scale://tok@h/..", "one path segment"},
		{"scale://tok@h/7#x", "%23"},
		{"scale://a@b@h/7", "two @"},
		{"scale://tok@h/%zz", "the instance has a %"},
		{"scale://%zz@h/7", "the token has a %"},
		{"scale://tok@%zz/7", "the host has a %"},
		{"scale://tok%20en@h/7", "printable ASCII"},
		{"scale://tok%0D%0AX:1@h/7", "printable ASCII"},
		{"scale://t%C3%B4k@h/7", "printable ASCII"},
		{"scale://tok@h:/7", "host name or address"},
		{"scale://tok@h:x/7", "host name or address"},
		{"scale://tok@h:0/7", "host name or address"},
		{"scale://tok@h:65536/7", "host name or address"},
		{"scale://tok@h:99999/7", "host name or address"},
		{"scale://tok@::1/7", "host name or address"},
		{"scale://tok@[::1/7", "host name or address"},
		{"scale://tok@[:::::]/7", "host name or address"},
		{"scale://tok@[1]/7", "host name or address"},
		{"scale://tok@[127.0.0.1]/7", "host name or address"},
		{"scale://tok@h%20x/7", "host name or address"},
		{"scale://tok@h%2Fx/7", "host name or address"},
		{"scale://tok@-h/7", "host name or address"},
		{"scale://tok@api.scal-e.com/7?tls=false", "loopback"},
		{"scale://tok@localhost.evil.com/7?tls=false", "loopback"},
		{"scale://tok@127.0.0.1.evil.com/7?tls=false", "loopback"},
	} {
		refused(t, tc.dsn, tc.want)
	}
}

func TestParseDSNRefusesOptions(t *testing.T) {
	for _, tc := range []struct{ query, want string }{
		{"pagesize=1", "unknown option pagesize; the options are tls, page_size,"},
		{"Page_Size=1", "unknown option"},
		{"page%5Fsize=1", "unknown option"},
		{"page_size", "page_size has no value"},
		{"page_size=1&page_size=1", "page_size is given twice"},
		{"page_size=1&tls=true&page_size=2", "page_size is given twice"},
		{"page_size=", "whole number"},
		{"page_size=0", "out of range: 1 to 100000"},
		{"page_size=-1", "out of range"},
		{"page_size=100001", "out of range"},
		{"page_size=1e3", "whole number"},
		{"page_size=1.5", "whole number"},
		{"page_size=9223372036854775808", "whole number"},
		{"page_size=%zz", "the value of page_size has a %"},
		{"prefetch=-1", "out of range: 0 to 64"},
		{"prefetch=65", "out of range"},
		{"paging=cursor", "offset, page, keyset"},
		{"paging=", "a value was expected"},
		{"timeout=0", "out of range: at least 1ms"},
		{"timeout=30", "a duration was expected"},
		{"timeout=-1s", "out of range"},
		{"max_retries=-1", "out of range: 0 to 100"},
		{"max_retries=101", "out of range"},
		{"max_retry_wait=0s", "out of range: at least 1ms"},
		{"max_retry_wait=soon", "a duration was expected"},
		{"requests_per_minute=-1", "out of range"},
		{"max_requests=-1", "out of range"},
		{"max_rows=-1", "out of range"},
		{"batch_size=0", "out of range: 1 to 10000"},
		{"batch_size=10001", "out of range"},
		{"loc=", "name of a time zone"},
		{"loc=Mars/Olympus", "name of a time zone"},
		{"loc=../../etc/passwd", "name of a time zone"},
		{"collation=utf8mb4_general_ci", "ci, binary"},
		{"empty_as_null=yes", "true or false was expected"},
		{"empty_as_null=", "true or false was expected"},
		{"booleans=ouinon", "YN, 10, truefalse"},
		{"key_field=", "a value was expected"},
		{"key_field=ID_%25d", "key_field"},
		{"schema_ttl=-1s", "out of range"},
		{"temp_dir=/does/not/exist", "not a directory"},
		{"engine_memory=", "a size was expected"},
		{"engine_memory=64MB", "a size was expected"},
		{"engine_memory=-1MiB", "a size was expected"},
		{"engine_memory=1KiB", "out of range"},
		{"engine_memory=9999999999GiB", "a size was expected"},
		{"multi_statements=2", "true or false"},
		{"found_rows=TRUE", "true or false"},
		{"dedupe_header=", "a value was expected"},
		{"dedupe_header=Authorization", "may be set"},
		{"dedupe_header=content-length", "may be set"},
		{"dedupe_header=a%0D%0Ab:c", "may be set"},
		{"tx=begin", "reject, buffer"},
		{"safe_updates=on", "true or false"},
		{"regexp_operator=$like", "$regexp, $regex"},
		{"tls=skip-verify", "true or false"},
		{"=1", "unknown option"},
		{"page_size=1&", "an option is empty"},
		{"", "an option is empty"},
		{"&", "an option is empty"},
		{"loc=UTC@", "behind the ?"},
	} {
		refused(t, plainDSN+"?"+tc.query, tc.want)
	}
}

func refused(t *testing.T, dsn, want string) {
	t.Helper()
	c, err := scale.ParseDSN(dsn)
	if err == nil {
		t.Errorf("%s: accepted", dsn)
		return
	}
	if c != nil {
		t.Errorf("%s: a Config beside the error", dsn)
	}
	if !strings.HasPrefix(err.Error(), "scale: ") || !strings.Contains(err.Error(), want) {
		t.Errorf("%s: got %q, want %q in it", dsn, err, want)
	}
}

func zone(t *testing.T, name string) *time.Location {
	t.Helper()
	loc, err := time.LoadLocation(name)
	if err != nil {
		t.Skipf("no time zones here: %v", err)
	}
	return loc
}

// fieldsOf shows the fields of a Config, which doesn't do so itself.
func fieldsOf(c *scale.Config) any {
	type plain scale.Config
	return plain(*c)
}
