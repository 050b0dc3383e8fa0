package scale

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"os"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/scale-sql/scale/internal/api"
)

// Config is what a connector is made of: everything that a DSN says, and what
// it can't. Begin with NewConfig or ParseDSN, which set the defaults; a Config
// literal has none, except where a zero makes no sense.
//
// A Config prints itself without its token, whatever the verb, also as a field
// of a struct. Package fmt doesn't ask the values of unexported fields, though:
// a struct that has a Config in one is not to be printed.
type Config struct {
	// Token is the API token, sent as a bearer token with every request.
	Token string `json:"-"`
	// TokenSource returns the token in place of Token, for tokens that change. It
	// is asked before the first request, and again when the API has refused a
	// token with 401: the request is then made once more with the new one. It is
	// not called by two goroutines at once.
	TokenSource func(context.Context) (string, error) `json:"-"`
	// Host is the API's host with an optional port: api.scal-e.com.
	Host string
	// Instance is the instance's id.
	Instance string

	// PlainHTTP speaks HTTP without TLS, to a loopback host only (tls=false).
	PlainHTTP bool
	// PageSize is the number of rows a request asks for, 1 to 100,000.
	PageSize int
	// Prefetch is the number of pages fetched ahead of the reader, 0 to 64.
	Prefetch int
	// Paging is how the next page is asked for: offset, page or keyset.
	Paging string
	// Timeout bounds the time one request waits for the API, body included.
	Timeout time.Duration
	// MaxRetries is the number of times a request is tried again.
	MaxRetries int
	// MaxRetryWait is the longest single wait that a Retry-After may ask for.
	MaxRetryWait time.Duration
	// RequestsPerMinute is the rate that requests keep to, 0 for none of our own.
	RequestsPerMinute int
	// MaxRequests and MaxRows bound what one statement may take, 0 for no bound.
	MaxRequests int
	MaxRows     int64
	// BatchSize is the number of records of one put_objects call.
	BatchSize int
	// Loc is the zone of dates and datetimes, both ways.
	Loc *time.Location
	// Collation is how text compares: ci ignores case and accents as MySQL
	// does, binary compares bytes.
	Collation string
	// EmptyAsNull delivers an empty text as NULL rather than as "".
	EmptyAsNull bool
	// Booleans is how writes spell a truth value: YN, 10 or truefalse.
	Booleans string
	// KeyField is the field that stands for the record's id in filters, with %s
	// for the object's name; auto finds ID_<OBJECT> in the metadata.
	KeyField string
	// SchemaTTL is how long metadata is believed.
	SchemaTTL time.Duration
	// TempDir is where the engine spills to, empty for the system's; and
	// EngineMemory the memory in bytes from which on it does.
	TempDir      string
	EngineMemory int64
	// MultiStatements allows several statements in one Exec.
	MultiStatements bool
	// FoundRows makes UPDATE count the rows it matched, not those it changed.
	FoundRows bool
	// DedupeHeader is the header that carries an idempotency key with each
	// write, empty for none.
	DedupeHeader string
	// Tx is what BeginTx does: reject, or buffer.
	Tx string
	// SafeUpdates refuses an UPDATE without WHERE or LIMIT.
	SafeUpdates bool
	// RegexpOperator is the filter language's operator for REGEXP: $regexp, or
	// $regex for an older server.
	RegexpOperator string

	// HTTPClient makes the requests, nil for a client of the connector's own. It
	// is copied; redirects are refused whatever its CheckRedirect. A panic in its
	// transport is an error of the statement, since it may come in a goroutine of
	// the driver's.
	HTTPClient *http.Client `json:"-"`
	// TLSConfig is for the connector's own client, nil for the system's
	// certificates: RootCAs for a private authority, Certificates for mutual TLS.
	// It is copied. Versions below TLS 1.2 are never spoken.
	TLSConfig *tls.Config `json:"-"`
	// Logger gets a record of each request at level debug, and of each repetition
	// and each wait for the server's limits at level warn; nil for none.
	Logger *slog.Logger `json:"-"`
	// Trace is told of statements and requests as they run, nil for nobody.
	Trace *Trace `json:"-"`
}

// NewConfig returns a Config with the defaults of a DSN. Token, Host and
// Instance are to be filled in.
func NewConfig() *Config {
	return &Config{
		PageSize: 1000, Prefetch: 1, Paging: "offset", Timeout: 30 * time.Second,
		MaxRetries: 5, MaxRetryWait: 2 * time.Minute, BatchSize: 500, Loc: time.UTC,
		Collation: "ci", Booleans: "YN", KeyField: "auto", SchemaTTL: 5 * time.Minute,
		EngineMemory: 64 << 20, Tx: "reject", RegexpOperator: "$regexp",
	}
}

// complete is a copy of the Config with defaults where a zero makes no sense.
func (c *Config) complete() *Config {
	full, def := *c, NewConfig()
	setDefault(&full.PageSize, def.PageSize)
	setDefault(&full.Paging, def.Paging)
	setDefault(&full.Timeout, def.Timeout)
	setDefault(&full.MaxRetryWait, def.MaxRetryWait)
	setDefault(&full.BatchSize, def.BatchSize)
	setDefault(&full.Loc, def.Loc)
	setDefault(&full.Collation, def.Collation)
	setDefault(&full.Booleans, def.Booleans)
	setDefault(&full.KeyField, def.KeyField)
	setDefault(&full.EngineMemory, def.EngineMemory)
	setDefault(&full.Tx, def.Tx)
	setDefault(&full.RegexpOperator, def.RegexpOperator)
	return &full
}

func setDefault[T comparable](field *T, value T) {
	var zero T
	if *field == zero {
		*field = value
	}
}

var (
	hostPattern   = regexp.MustCompile(`^([A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?|\[([0-9A-Fa-f:.]+)\])(?::([0-9]+))?$`)
	headerPattern = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9-]*$`)
)

// validate says what is wrong with the Config. It names fields by their DSN
// options.
func (c *Config) validate() error {
	if err := c.validateAddress(); err != nil {
		return err
	}
	switch {
	case c.PlainHTTP && !loopback(c.Host):
		return errors.New("tls=false is for a loopback host only: the token would cross the network in clear text")
	case c.DedupeHeader != "" && (!headerPattern.MatchString(c.DedupeHeader) || reservedHeader(c.DedupeHeader)):
		return fmt.Errorf("dedupe_header=%q is not the name of a header that may be set", c.DedupeHeader)
	}
	if err := c.validateClient(); err != nil {
		return err
	}
	return errors.Join(c.validateNumbers(), c.validateWords(), c.validateTempDir())
}

// validateAddress checks what stands before the options. It shows neither token
// nor host nor instance: in a DSN with an unescaped character in the token,
// parts of the token end up in those.
func (c *Config) validateAddress() error {
	switch {
	case c.TokenSource != nil && c.Token != "":
		return errors.New("there are both Token and TokenSource; set one of them")
	case c.TokenSource == nil && c.Token == "":
		return errors.New("the token is missing: scale://TOKEN@HOST/INSTANCE")
	case c.TokenSource == nil && !api.ValidToken(c.Token):
		return errors.New("the token has a space or a character that isn't printable ASCII")
	case c.Host == "":
		return errors.New("the host is missing: scale://TOKEN@HOST/INSTANCE")
	case !validHost(c.Host):
		return errors.New("the host is not a host name or address with an optional port; is the token percent-encoded?")
	case c.Instance == "":
		return errors.New("the instance is missing: scale://TOKEN@HOST/INSTANCE")
	case strings.ContainsAny(c.Instance, "/\\?#") || c.Instance == "." || c.Instance == "..":
		return errors.New("the instance must be one path segment: scale://TOKEN@HOST/INSTANCE")
	}
	return nil
}

// validateClient checks what a DSN can't say.
func (c *Config) validateClient() error {
	if c.HTTPClient == nil {
		return nil
	}
	if c.TLSConfig != nil {
		return errors.New("there are both HTTPClient and TLSConfig; set the client's own Transport.TLSClientConfig")
	}
	t, ok := c.HTTPClient.Transport.(*http.Transport)
	if ok && t.TLSClientConfig != nil && t.TLSClientConfig.MinVersion != 0 && t.TLSClientConfig.MinVersion < tls.VersionTLS12 {
		return fmt.Errorf("the HTTPClient would speak %s; set its TLSClientConfig.MinVersion to TLS 1.2 or more", tls.VersionName(t.TLSClientConfig.MinVersion))
	}
	return nil
}

func (c *Config) validateNumbers() error {
	for _, n := range []struct {
		option         string
		value, low, up int64
	}{
		{"page_size", int64(c.PageSize), 1, 100_000},
		{"prefetch", int64(c.Prefetch), 0, 64},
		{"max_retries", int64(c.MaxRetries), 0, 100},
		{"requests_per_minute", int64(c.RequestsPerMinute), 0, 1_000_000},
		{"max_requests", int64(c.MaxRequests), 0, 1 << 31},
		{"max_rows", c.MaxRows, 0, 1 << 62},
		{"batch_size", int64(c.BatchSize), 1, 10_000},
		{"engine_memory", c.EngineMemory, 1 << 20, 1 << 40},
	} {
		if n.value < n.low || n.value > n.up {
			return fmt.Errorf("%s=%d is out of range: %d to %d", n.option, n.value, n.low, n.up)
		}
	}
	for _, d := range []struct {
		option     string
		value, low time.Duration
	}{{"timeout", c.Timeout, time.Millisecond}, {"max_retry_wait", c.MaxRetryWait, time.Millisecond}, {"schema_ttl", c.SchemaTTL, 0}} {
		if d.value < d.low {
			return fmt.Errorf("%s=%v is out of range: at least %v", d.option, d.value, d.low)
		}
	}
	return nil
}

func (c *Config) validateWords() error {
	for _, w := range []struct {
		option, value string
		allowed       []string
	}{
		{"paging", c.Paging, []string{"offset", "page", "keyset"}},
		{"collation", c.Collation, []string{"ci", "binary"}},
		{"booleans", c.Booleans, []string{"YN", "10", "truefalse"}},
		{"tx", c.Tx, []string{"reject", "buffer"}},
		{"regexp_operator", c.RegexpOperator, []string{"$regexp", "$regex"}},
	} {
		ok := false
		for _, a := range w.allowed {
			ok = ok || a == w.value
		}
		if !ok {
			return fmt.Errorf("%s=%q is not one of %s", w.option, w.value, strings.Join(w.allowed, ", "))
		}
	}
	if c.KeyField == "" || strings.Count(c.KeyField, "%") != strings.Count(c.KeyField, "%s") {
		return fmt.Errorf("key_field=%q is not auto or a field's name, in which %%s stands for the object", c.KeyField)
	}
	return nil
}

func (c *Config) validateTempDir() error {
	if c.TempDir == "" {
		return nil
	}
	if info, err := os.Stat(c.TempDir); err != nil || !info.IsDir() {
		return fmt.Errorf("temp_dir=%q is not a directory", c.TempDir)
	}
	return nil
}

// validHost reports whether a host is a name, an IPv4 address, or an IPv6
// address in brackets, with or without a port.
func validHost(host string) bool {
	m := hostPattern.FindStringSubmatch(host)
	if m == nil {
		return false
	}
	if m[3] != "" {
		if ip, err := netip.ParseAddr(m[3]); err != nil || !ip.Is6() {
			return false
		}
	}
	port, err := strconv.ParseUint(m[4], 10, 16)
	return m[4] == "" || err == nil && port > 0
}

// reservedHeader reports whether a header is the driver's own to set.
func reservedHeader(name string) bool {
	switch http.CanonicalHeaderKey(name) {
	case "Authorization", "Accept", "User-Agent", "Content-Type", "Content-Length", "Host", "Cookie", "Connection", "Transfer-Encoding":
		return true
	}
	return false
}

// hostname is a host without its port and the brackets of IPv6.
func hostname(host string) string { return (&url.URL{Host: host}).Hostname() }

// loopback reports whether a host, with or without a port, is this machine.
func loopback(host string) bool {
	host = hostname(host)
	if ip := net.ParseIP(host); ip != nil {
		return ip.IsLoopback()
	}
	return strings.EqualFold(host, "localhost") || strings.HasSuffix(strings.ToLower(host), ".localhost")
}

// Format prints the Config as its DSN, with [token] in the token's place.
func (c Config) Format(f fmt.State, _ rune) { fmt.Fprint(f, c.public()) }

// LogValue is what slog shows of the Config: what Format prints.
func (c Config) LogValue() slog.Value { return slog.StringValue(c.public()) }

// public is the DSN with [token] in the token's place.
func (c Config) public() string {
	return "scale://[token]@" + c.Host + "/" + c.Instance + c.query()
}
