package scale

import (
	"errors"
	"fmt"
	"net/url"
	"regexp"
	"strings"
	"time"
)

// ParseDSN reads a data source name:
//
//	scale://TOKEN@HOST[:PORT]/INSTANCE[?option=value&...]
//
// Parts are percent-encoded as in any URL. An unknown option, a repeated one and
// a bad value are errors, none of which shows a part of the token.
func ParseDSN(dsn string) (*Config, error) {
	c, err := parseDSN(dsn)
	if err == nil {
		err = c.validate()
	}
	if err != nil {
		return nil, fmt.Errorf("scale: invalid DSN: %w", err)
	}
	return c, nil
}

// parseDSN takes the text apart by itself: the errors of url.Parse repeat it.
func parseDSN(dsn string) (*Config, error) {
	if dsn == "" {
		return nil, errors.New("it is empty, as an environment variable is that isn't set; it must begin with scale://")
	}
	rest, ok := strings.CutPrefix(dsn, "scale://")
	if !ok {
		return nil, errors.New("it must begin with scale://")
	}
	if strings.Contains(rest, "#") {
		return nil, errors.New("it has a #, which must be percent-encoded as %23")
	}
	address, query, hasQuery := strings.Cut(rest, "?")
	if strings.Contains(query, "@") {
		return nil, errors.New("there is an @ behind the ?: a ? in the token must be percent-encoded as %3F, an @ in an option as %40")
	}
	authority, path, _ := strings.Cut(strings.TrimSuffix(address, "/"), "/")
	if strings.Contains(path, "@") {
		return nil, errors.New("there is an @ behind the first /: a / in the token must be percent-encoded as %2F")
	}
	token, host, ok := strings.Cut(authority, "@")
	if !ok {
		return nil, errors.New("the token is missing: scale://TOKEN@HOST/INSTANCE")
	}
	if strings.Contains(host, "@") {
		return nil, errors.New("there are two @: one in the token must be percent-encoded as %40")
	}
	c := NewConfig()
	for _, part := range []struct {
		name, text string
		to         *string
	}{{"token", token, &c.Token}, {"host", host, &c.Host}, {"instance", path, &c.Instance}} {
		text, err := url.PathUnescape(part.text)
		if err != nil {
			return nil, fmt.Errorf("the %s has a %% that is not followed by two hexadecimal digits; a %% itself is written %%25", part.name)
		}
		*part.to = text
	}
	// What is no address may be a token cut in two: then the options may be a
	// part of it, and their errors show values.
	if err := c.validateAddress(); err != nil || !hasQuery {
		return c, err
	}
	return c, c.parseOptions(query)
}

func (c *Config) parseOptions(query string) error {
	seen := map[string]bool{}
	for _, pair := range strings.Split(query, "&") {
		name, value, ok := strings.Cut(pair, "=")
		switch {
		case pair == "":
			return errors.New("an option is empty: write ?option=value&option=value")
		case !ok:
			return fmt.Errorf("option %s has no value", shownName(name))
		}
		option, known := optionNamed(name)
		if !known {
			return fmt.Errorf("unknown option %s; the options are %s", shownName(name), optionNames())
		}
		if seen[name] {
			return fmt.Errorf("option %s is given twice", name)
		}
		seen[name] = true
		text, err := url.PathUnescape(value)
		if err != nil {
			return fmt.Errorf("the value of %s has a %% that is not followed by two hexadecimal digits", name)
		}
		if err := option.set(c, text); err != nil {
			return fmt.Errorf("%s=%q: %w", name, text, err)
		}
	}
	return nil
}

var namePattern = regexp.MustCompile(`^[a-z_]{1,30}$`)

// shownName shows the name of an option that doesn't exist only if it looks
// like one: else it may be a piece of a token that was not percent-encoded.
func shownName(name string) string {
	if namePattern.MatchString(name) {
		return name
	}
	return "(its name is not shown, since it doesn't look like one)"
}

// FormatDSN writes the Config as a DSN that ParseDSN reads back as the same
// Config. It fails for what a DSN can't say: a TokenSource, an HTTPClient, a
// TLSConfig, a Logger, a Trace, a zone without a name that time.LoadLocation knows.
func (c *Config) FormatDSN() (string, error) {
	full := c.complete()
	if err := full.validate(); err != nil {
		return "", fmt.Errorf("scale: invalid Config: %w", err)
	}
	for _, f := range []struct {
		name string
		set  bool
	}{
		{"TokenSource", c.TokenSource != nil}, {"HTTPClient", c.HTTPClient != nil}, {"TLSConfig", c.TLSConfig != nil},
		{"Logger", c.Logger != nil}, {"Trace", c.Trace != nil},
	} {
		if f.set {
			return "", fmt.Errorf("scale: a DSN can't say %s; use NewConnector", f.name)
		}
	}
	if loc, err := time.LoadLocation(full.Loc.String()); err != nil || !sameZone(loc, full.Loc) {
		return "", fmt.Errorf("scale: a DSN can't say the zone %q, which is none that time.LoadLocation knows by that name", full.Loc)
	}
	return "scale://" + escapePart(full.Token) + "@" + full.Host + "/" + escapePart(full.Instance) + full.query(), nil
}

// sameZone reports whether two zones have the same name and the same time
// throughout the years: time.FixedZone gives any name to any offset.
func sameZone(a, b *time.Location) bool {
	if a.String() != b.String() {
		return false
	}
	for t := time.Date(1900, 1, 1, 0, 0, 0, 0, time.UTC); a != b && t.Year() < 2040; t = t.AddDate(0, 1, 0) {
		_, x := t.In(a).Zone()
		if _, y := t.In(b).Zone(); x != y {
			return false
		}
	}
	return true
}

// query is the options that differ from their defaults, as a query.
func (c *Config) query() string {
	var b strings.Builder
	def := NewConfig()
	sep := "?"
	for _, o := range options {
		if value := o.get(c.complete()); value != o.get(def) {
			b.WriteString(sep + o.name + "=" + escapePart(value))
			sep = "&"
		}
	}
	return b.String()
}

// escapePart percent-encodes everything but what is unreserved in a URL.
func escapePart(s string) string { return strings.ReplaceAll(url.QueryEscape(s), "+", "%20") }
