package residual

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/scale-sql/scale/schema"
	"github.com/scale-sql/scale/translate/syntax"
	"github.com/shopspring/decimal"
	"github.com/xwb1989/sqlparser"
)

// ErrUnsupported is wrapped by the errors about what can't be carried out.
var ErrUnsupported = syntax.ErrUnsupported

// Env is what a statement is compiled in.
type Env struct {
	// Object finds an object; database is what its name is qualified with.
	Object func(database, name string) (*schema.Object, error)
	// Param is the value of a bind variable, as the connection's value checker
	// leaves it.
	Param func(bindVar string) (any, bool)
	// Push decides what the API is asked for one table, and marks the table's
	// conditions that this answers exactly. It may be nil.
	Push func(*Table) error

	// Variable is the value of @@name or @@scope.name, Session that of a function
	// about the connection, such as user: nil, int64 or string. They may be nil.
	Variable func(scope, name string) (any, error)
	Session  func(function string) (any, error)

	Instance        string
	Zone            *time.Location // nil: UTC
	Now             time.Time
	BinaryCollation bool
	EmptyAsNull     bool
	// Length is how many bytes the statement has, with its arguments: what is
	// written for SQLite may not be out of all proportion to it.
	Length int
}

func (e *Env) zone() *time.Location {
	if e.Zone == nil {
		return time.UTC
	}
	return e.Zone
}

// Table is one use of an object in the statement: a virtual table whose column
// c0 is the id and whose others are Fields.
type Table struct {
	// Name is the virtual table's name.
	Name string
	// Alias is what the statement calls the table.
	Alias  string
	Object *schema.Object
	// Expr is its place in the statement.
	Expr *sqlparser.AliasedTableExpr
	// Fields are the columns that the statement uses, besides the id: c1, c2, ...
	Fields []*schema.Column
	// Conds are the conditions on this table alone which every row that matters
	// satisfies: the API may be asked for just those rows.
	Conds []*Cond
	// Whole is set if the statement, but for its columns, is nothing but this
	// table, Conds, ORDER BY and LIMIT, which the API may then be asked for.
	Whole *sqlparser.Select
	// Extreme is set if all that is asked of the rows that satisfy Conds is the
	// least or, with Most, the greatest value of a column.
	Extreme *schema.Column
	Most    bool
	// Probe is set if all that is asked is whether a row satisfies Conds.
	Probe bool
	// Ordered is for Push to set: rows come in the order of Whole.OrderBy.
	Ordered bool

	index    map[*schema.Column]int
	once     bool     // SQLite reads it from its first row to its last, once
	computed []string // expressions of the columns: k0, k1, ...
}

// Cond is a condition on one table.
type Cond struct {
	Expr sqlparser.Expr
	// Answered is for Push to set: the rows that come satisfy the condition, and
	// SQLite need not look.
	Answered bool
}

// Kept is a condition that is SQLite's alone, for it is not about one table only,
// or not about each row of it that matters.
type Kept struct {
	Expr sqlparser.Expr
	Why  string
}

// Link says that rows of To matter only if their ToColumn equals FromColumn in
// a row of From: what is read of From may narrow what is asked of To.
type Link struct {
	From, To             *Table
	FromColumn, ToColumn *schema.Column
}

// Column is the name of a column of the virtual table, which it becomes a part of
// by being asked for.
func (t *Table) Column(col *schema.Column) string {
	if col.IsID {
		return "c0"
	}
	i, ok := t.index[col]
	if !ok {
		t.Fields = append(t.Fields, col)
		i = len(t.Fields)
		t.index[col] = i
	}
	return fmt.Sprintf("c%d", i)
}

// Output is a column of the result.
type Output struct {
	Label string
	Type  Type
}

// Query is a statement of SQLite.
type Query struct {
	// Body is the statement over tables called t1, t2, ...; SQL makes it whole.
	Body string
	// Links are in the order of the statement.
	Links   []Link
	Tables  []*Table
	Outputs []Output
	Kept    []Kept
}

type compiler struct {
	env     *Env
	room    room
	tables  []*Table
	links   []Link
	kept    []Kept
	repeats int               // how many SELECTs are being compiled whose tables may be read again
	names   int               // aliases given so far
	local   map[string]bool   // databases, in lower case, of tables other than the instance's
	top     sqlparser.Expr    // the condition being written, if every row that matters satisfies it
	exists  *sqlparser.Select // the last one of which EXISTS asks
	semi    *sqlparser.Select // the last one of which a top condition asks by EXISTS
}

// Compile writes a SELECT or UNION for SQLite.
func Compile(ast sqlparser.SelectStatement, env *Env) (*Query, error) {
	c := &compiler{env: env, room: newRoom(env.Length)}
	b, err := c.statement(ast, nil)
	if err != nil {
		return nil, err
	}
	q := &Query{Body: b.render(), Links: c.links, Tables: c.tables, Kept: c.kept}
	for _, it := range b.items {
		q.Outputs = append(q.Outputs, Output{Label: it.label, Type: it.typ})
	}
	return q, nil
}

// Scan is what the virtual table of a table is called: as the table itself if
// SQLite reads it as it comes. Else it is a scan, which is read into a table.
func (q *Query) Scan(t *Table) string {
	if q.Streams() {
		return t.Name
	}
	return "s" + t.Name[1:]
}

// Streams reports whether there is one table only, and that is read once.
func (q *Query) Streams() bool { return len(q.Tables) == 1 && q.Tables[0].once }

// Columns lists the columns of a table's virtual table that the statement uses.
func (t *Table) Columns() string {
	var cols strings.Builder
	cols.WriteString("c0")
	for i := range t.Fields {
		fmt.Fprintf(&cols, ", c%d", i+1)
	}
	for i, expr := range t.computed {
		fmt.Fprintf(&cols, ", %s AS k%d", expr, i)
	}
	return cols.String()
}

// compute adds a column that is computed of the table's others, and names it.
func (t *Table) compute(expr string) string {
	i := slices.Index(t.computed, expr)
	if i < 0 {
		i = len(t.computed)
		t.computed = append(t.computed, expr)
	}
	return fmt.Sprintf("k%d", i)
}

// SQL is the statement. Its tables are common table expressions that SQLite
// computes once: a scan is read once, from its first row to its last, and joins
// put indexes on what has been read. Those that are stored already are left out.
func (q *Query) SQL(stored map[*Table]bool) string {
	if q.Streams() {
		return q.Body
	}
	var text strings.Builder
	sep := "WITH "
	for _, t := range q.Tables {
		if !stored[t] {
			fmt.Fprintf(&text, "%s%s AS MATERIALIZED (SELECT %s FROM %s)", sep, t.Name, t.Columns(), q.Scan(t))
			sep = ", "
		}
	}
	if text.Len() > 0 {
		text.WriteByte(' ')
	}
	text.WriteString(q.Body)
	return text.String()
}

// alias is a new name for a table or subquery.
func (c *compiler) alias() string {
	c.names++
	return fmt.Sprintf("a%d", c.names)
}

// unknown refuses a construct that the compiler doesn't know.
func (c *compiler) unknown(part string, n sqlparser.SQLNode) error {
	return fmt.Errorf("%w: %s: %s", ErrUnsupported, part, syntax.Shown(n))
}

// exactDouble is the decimal that a double prints as.
func exactDouble(f float64) (piece, bool) {
	p, err := numberPiece(decimal.NewFromFloat(f))
	return p, err == nil
}
