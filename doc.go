// Package scale is a database/sql driver for the Scal-e Customer Data Platform:
// it answers SQL, in MySQL's flavour, through the platform's REST API.
//
//	import (
//		"database/sql"
//
//		_ "github.com/scale-sql/scale"
//	)
//
//	db, err := sql.Open("scale", "scale://TOKEN@api.scal-e.com/INSTANCE")
//	...
//	rows, err := db.QueryContext(ctx,
//		"SELECT id, Prenom, solde FROM contact WHERE Ville = ? ORDER BY Nom", "Lyon")
//
// An object of the instance is a table, its fields are the columns, and every
// table has the column id. Pages are fetched as the rows are read, so that a
// result of any size takes little memory.
//
// # Data source name
//
// A DSN is a URL whose parts are percent-encoded as in any other:
//
//	scale://TOKEN@HOST[:PORT]/INSTANCE[?option=value&...]
//
// HOST is api.scal-e.com, or api-demo.scal-e.com. The options are
//
//	tls                  true      false speaks plain HTTP, to a loopback host only
//	page_size            1000      rows a request
//	prefetch             1         pages fetched ahead of the reader
//	paging               offset    offset, page or keyset
//	timeout              30s       of one request, body included
//	max_retries          5         of one request
//	max_retry_wait       2m        longest single wait that a Retry-After may ask for
//	requests_per_minute  0         a limit of our own; 0 is none but the server's
//	max_requests         0         what one statement may send; 0 is no bound
//	max_rows             0         rows that one statement may deliver, likewise
//	batch_size           500       records of one write
//	loc                  UTC       zone of dates and datetimes: Local, Europe/Paris, ...
//	collation            ci        ci ignores case and accents as MySQL does; or binary
//	empty_as_null        false     an empty text is NULL rather than the empty string
//	booleans             YN        how writes spell a truth value: YN, 10 or truefalse
//	key_field            auto      the id's field in filters; %25s stands for the object
//	schema_ttl           5m        how long metadata is believed
//	temp_dir                       files of large sorts; the system's by default
//	engine_memory        64MiB     what a statement may take before it uses them
//	multi_statements     false     several statements in one Exec
//	found_rows           false     UPDATE counts the rows it matched, not those it changed
//	dedupe_header                  header for an idempotency key with each write
//	tx                   reject    what BeginTx does: reject or buffer
//	safe_updates         false     refuse an UPDATE without WHERE or LIMIT
//	regexp_operator      $regexp   or $regex, for an older server
//
// An unknown option, a repeated one and a bad value are errors. [ParseDSN] makes
// a [Config] of a DSN; [NewConnector] takes a Config, which can also name an
// http.Client or a tls.Config, a source of tokens that change, a logger and a
// [Trace]. No error, log record or printed value of this package shows the token.
// docs/dsn.md has the options' ranges, and an example of each.
//
// # Statements
//
// SELECT is answered as MySQL 5.7 would: expressions and MySQL's functions,
// WHERE with any condition, DISTINCT, GROUP BY and HAVING, joins, subqueries,
// UNION, ORDER BY, LIMIT and OFFSET. docs/sql.md of the repository lists what
// there is.
//
// What the API answers exactly as SQL would is left to it. The rest is finished
// by an embedded SQLite: the API is asked for the fewest rows and fields that
// are sure to hold what matters, and a condition which it might read otherwise
// is never sent in the hope of the best. A join asks for the rows of one object
// that match those of the other, where these are few; COUNT, GROUP BY or a
// condition that the API doesn't know read as many rows as the rest of the
// statement leaves. Rows pass one by one where SQL allows it, and sorts that
// outgrow engine_memory go to files.
//
// INSERT, REPLACE and UPDATE are run with Exec. Their records go out in batches;
// of one that is not stored whole the error is a [*BatchError], with what became
// of each record. [InsertedIDs] lists the ids of several new records, of which
// LastInsertId is a [*SeveralIDsError]. docs/writes.md has the rules.
//
// SHOW, DESCRIBE, SET, information_schema and @@variables are answered from the
// metadata, without a request for records. As in MySQL what SET changes stays
// with its connection: use [sql.Conn] for statements that depend on it.
//
// EXPLAIN before a SELECT or a write tells which requests it would send, which
// conditions the API answers, and why not the others; EXPLAIN ANALYZE of a SELECT
// adds what they came to. docs/explain.md shows how to read it.
//
// WITH, window functions, DELETE and a few others are [ErrUnsupported],
// with the part of the statement and the reason, before a record is asked for.
//
// Values are passed with ? or by name, with :name or @name and [sql.Named].
// They stay values: none becomes a part of the statement's text.
//
// The API has no transactions: BeginTx is ErrUnsupported unless it is to read
// only, or tx=buffer lets it hold writes until Commit.
//
// # Types
//
// The metadata's type of a field decides:
//
//	text, choice, email and any other  string     string, or sql.NullString with empty_as_null
//	integer                            int64      sql.NullInt64; the id is an int64
//	decimal, number, float, amount     string     decimal.NullDecimal of github.com/shopspring/decimal
//	boolean                            bool       sql.NullBool
//	date, datetime                     time.Time  sql.NullTime
//	time                               string     sql.NullString
//
// The second column is what a Scan into an any gives, the third the column's
// ScanType. Decimals keep all their digits, integers all their bits. The API
// has no NULL but empty values: an empty text is the empty string, an empty value
// of another type is NULL, and so is the date 0000-00-00. A value that doesn't fit
// its type is an error that names the record and the column, never a zero.
// docs/types.md has all types.
//
// Computed columns are BIGINT, DECIMAL, DOUBLE, TEXT, DATE, DATETIME, TIME or
// BOOLEAN: COUNT is a BIGINT, SUM and AVG of exact numbers are DECIMAL, a
// comparison is a BIGINT of 1 or 0. A DOUBLE is a float64. The type is known
// before the first row, and the ScanType can hold NULL where one may come.
//
// # Trouble
//
// A read is repeated, up to max_retries times, where that may help: after a
// connection that broke or stalled and the statuses 429, 502, 503 and 504, and
// once after 500. A page that breaks off goes on at the row where it did. The
// waits are random up to a bound that doubles, or what the server asks for with
// Retry-After, up to max_retry_wait. A write is repeated only if the server can't
// have seen it or has refused it with 429, or under an idempotency key; see
// docs/writes.md.
//
// All connections of a [Connector] keep to the limits that the server tells in
// headers such as X-RateLimit-Remaining, RateLimit and Retry-After, and to
// requests_per_minute. A 429 pauses all of them.
//
// A statement that would send more requests than max_requests, repeated ones
// included and those for metadata not, or deliver more rows than max_rows, ends
// with [ErrBudget]. With max_requests no page is fetched ahead.
//
// A Logger gets a record of each request at level debug, and of each repetition
// and wait at level warn. A [Trace] is told of statements and requests as they
// start and end. Both see statements without their values.
//
// docs/trouble.md has more of this, docs/promises.md what the driver promises, with
// the test of each, and docs/troubleshooting.md the messages of errors.
//
// # Errors
//
// An answer of the API that is not a success is an [*Error] with its status and
// message. A statement that can't be carried out wraps [ErrUnsupported], and one
// beyond its budget [ErrBudget]; a value that doesn't fit its column wraps
// [ErrValue]. A write that is not stored whole is a
// [*BatchError]. The context's errors come through as they are: errors.Is finds
// context.Canceled and context.DeadlineExceeded. A result that was cut short for
// whatever reason is an error of rows.Err, never a shorter result.
//
// # Tests
//
// Package [github.com/scale-sql/scale/scaletest] is a Scal-e server in the
// process of a test, as net/http/httptest is for HTTP.
package scale
