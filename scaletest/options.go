package scaletest

import (
	"net/http"
	"time"
)

// Option changes one of a server's answers to a question which the API's
// document leaves open, or what the server holds.
type Option func(*config)

// config is what the options set.
type config struct {
	data     Data
	ownData  bool
	token    string
	instance string

	precedence     Precedence
	regexOperator  string
	caseSensitive  bool
	sqlWildcards   bool
	excludeEmpties bool
	emptiesAreZero bool

	pageCap      int
	cappedPages  bool
	defaultLimit int
	randomOrder  bool
	seed         uint64
	beforePage   func(s *Server, object string, n int)

	booleans     [2]string
	noKeyField   bool
	nativeJSON   bool
	prefixedKeys bool
	omitEmpties  bool
	phpEmpties   bool
	numericIDs   bool
	escapedJSON  bool
	errorShape   ErrorShape
	latency      time.Duration
	rateLimit    int
	rateWindow   time.Duration
	middleware   []func(http.Handler) http.Handler
}

func newConfig(opts []Option) config {
	c := config{
		token:         "scaletest-token",
		instance:      "demo",
		regexOperator: "$regexp",
		booleans:      [2]string{"Y", "N"},
	}
	for _, opt := range opts {
		opt(&c)
	}
	return c
}

// Precedence says what a server makes of a filter which mixes $and and $or.
// The API's filter language has no parentheses and its document states no
// precedence.
type Precedence int

const (
	// RefuseMixed answers such a filter with status 400. It is the default,
	// since a client can't know what such a filter means.
	RefuseMixed Precedence = iota
	// LeftToRight evaluates the terms in the order in which they stand.
	LeftToRight
	// AndFirst lets $and bind more tightly than $or, as SQL does.
	AndFirst
)

// WithPrecedence sets what a filter mixing $and and $or means.
func WithPrecedence(p Precedence) Option { return func(c *config) { c.precedence = p } }

// WithData replaces the data of [Sample]. The server takes a copy.
// [NewServer] panics if the data contradicts itself.
func WithData(d Data) Option {
	return func(c *config) { c.data, c.ownData = d, true }
}

// WithToken sets the bearer token the server accepts.
func WithToken(token string) Option { return func(c *config) { c.token = token } }

// WithInstance sets the INSTANCE_ID the server answers for.
func WithInstance(instance string) Option { return func(c *config) { c.instance = instance } }

// WithPageCap makes the server return at most n records a request without
// saying so, whatever limit or pagesize asks for. The pagesize asked for still
// decides where a page starts, so that a client which counts pages without
// counting records loses some; see [WithCappedPages] for the other reading.
func WithPageCap(n int) Option { return func(c *config) { c.pageCap = n } }

// WithCappedPages lets the capped page size of [WithPageCap] rather than the
// pagesize asked for decide where a page starts.
func WithCappedPages() Option { return func(c *config) { c.cappedPages = true } }

// WithDefaultLimit sets how many records a request gets that has neither limit
// nor pagesize. By default it gets all.
func WithDefaultLimit(n int) Option { return func(c *config) { c.defaultLimit = n } }

// WithRandomOrder returns records in another order on every request: all of
// them if there is no sort_by, else those which sort_by leaves equal. The
// document promises no order. The same seed gives the same orders again.
func WithRandomOrder(seed uint64) Option {
	return func(c *config) { c.randomOrder, c.seed = true, seed }
}

// WithBeforePage has f called before the n-th get_objects request, counted
// from 1 over the server's life, reads any record. Refused requests don't
// count. A test that inserts or
// deletes records in f sees how a client copes with rows that shift between
// its pages.
func WithBeforePage(f func(s *Server, object string, n int)) Option {
	return func(c *config) { c.beforePage = f }
}

// WithoutKeyField leaves the objects' key fields out of metadata and data, as
// the current edition of the API's document does; see [Object.Key]. The older
// edition shows them.
func WithoutKeyField() Option { return func(c *config) { c.noKeyField = true } }

// WithNativeJSON writes numbers as JSON numbers, booleans as true and false
// and empty values as null. The document shows strings only.
func WithNativeJSON() Option { return func(c *config) { c.nativeJSON = true } }

// WithNumericIDs writes the id of a record as a JSON number.
func WithNumericIDs() Option { return func(c *config) { c.numericIDs = true } }

// WithPrefixedKeys writes the keys of data as object.field, as the document's
// answer to an insert with a link does, in every answer.
func WithPrefixedKeys() Option { return func(c *config) { c.prefixedKeys = true } }

// WithEmptiesOmitted leaves empty values out of data.
func WithEmptiesOmitted() Option { return func(c *config) { c.omitEmpties = true } }

// WithPHPEmpties writes an empty JSON object as [], as servers written in PHP
// are prone to.
func WithPHPEmpties() Option { return func(c *config) { c.phpEmpties = true } }

// WithEscapedJSON writes strings as PHP's json_encode does by default: with
// \/ for a slash and \u escapes for all characters beyond ASCII.
func WithEscapedJSON() Option { return func(c *config) { c.escapedJSON = true } }

// WithRegexOperator sets the operator by which regular expressions are asked
// for: $regexp in the current edition, $regex in the older one. The other one
// is refused.
func WithRegexOperator(operator string) Option {
	return func(c *config) { c.regexOperator = operator }
}

// WithCaseSensitive compares text by its bytes. By default, as in MySQL, case
// and accents make no difference.
func WithCaseSensitive() Option { return func(c *config) { c.caseSensitive = true } }

// WithSQLWildcards gives % and _ in $like and $notlike the meaning they have
// in SQL, beside the documented *. By default they stand for themselves.
func WithSQLWildcards() Option { return func(c *config) { c.sqlWildcards = true } }

// WithEmptiesExcluded makes an empty number, date, time or boolean fail every
// condition except $eq "" and $in with an empty value, as NULL does in SQL. By
// default an empty value is the least of all, so that $lt, $lte, $neq, $notin
// and $notlike keep it.
func WithEmptiesExcluded() Option { return func(c *config) { c.excludeEmpties = true } }

// WithEmptiesAsZero makes an empty number compare as 0, as in languages that
// read a number from no digits at all. Beside "" it is still the empty value.
func WithEmptiesAsZero() Option { return func(c *config) { c.emptiesAreZero = true } }

// WithBooleans sets how the server spells booleans: "YN" as by default, "10",
// "truefalse" or "ouinon". Data is always given with Y and N and is respelt;
// filters and put_objects must use the server's spelling.
func WithBooleans(spelling string) Option {
	pairs := map[string][2]string{
		"YN": {"Y", "N"}, "10": {"1", "0"}, "truefalse": {"true", "false"}, "ouinon": {"oui", "non"},
	}
	pair, ok := pairs[spelling]
	if !ok {
		panic("scaletest: unknown spelling of booleans " + spelling)
	}
	return func(c *config) { c.booleans = pair }
}

// WithErrorShape sets what the body of an error looks like.
func WithErrorShape(shape ErrorShape) Option { return func(c *config) { c.errorShape = shape } }

// WithLatency delays every answer by d, or until the client gives up.
func WithLatency(d time.Duration) Option { return func(c *config) { c.latency = d } }

// WithRateLimit accepts n requests in each window and answers further ones
// with 429, the document's "Slow down!". Every answer carries
// X-RateLimit-Limit, X-RateLimit-Remaining and X-RateLimit-Reset, and a
// refusal Retry-After, all times being whole seconds from now. A window starts
// with the first request after the last one ended.
func WithRateLimit(n int, window time.Duration) Option {
	return func(c *config) { c.rateLimit, c.rateWindow = n, window }
}

// WithMiddleware wraps the server's handler, for instance in one which injects
// faults. What the middleware answers is recorded as any other answer. The
// middleware given last sees a request first.
func WithMiddleware(wrap func(http.Handler) http.Handler) Option {
	return func(c *config) { c.middleware = append(c.middleware, wrap) }
}
