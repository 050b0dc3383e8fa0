package information

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"github.com/scale-sql/scale/schema"
)

// The databases that hold the tables of this package.
const (
	Schema            = "information_schema"
	PerformanceSchema = "performance_schema"
)

// table is a table of this package.
type table struct {
	object *schema.Object
	rows   func(context.Context, *Env, *list) error
}

// list takes the rows of a table.
type list struct {
	rows [][]any
	// only tells which objects of the instance matter.
	only func(string) bool
	// named tells that they were asked for by their names.
	named bool
}

// add adds a row: for each column a string, an int64, or nil for NULL. Columns
// at the end that are left out are NULL.
func (l *list) add(values ...any) { l.rows = append(l.rows, values) }

// wanted reports whether rows about an object matter.
func (l *list) wanted(object string) bool { return l.only == nil || l.only(object) }

// nothing makes the rows of a table about things that the API has none of.
func nothing(context.Context, *Env, *list) error { return nil }

// IsSchema reports whether a name is that of a database of this package.
func IsSchema(name string) bool {
	return strings.EqualFold(name, Schema) || strings.EqualFold(name, PerformanceSchema)
}

// Lookup finds a table of one of the databases, without regard to case. The
// error names the nearest one.
func Lookup(database, name string) (*schema.Object, error) {
	if t := tables[strings.ToLower(database+"."+name)]; t != nil {
		return t.object, nil
	}
	var names []string
	for _, t := range inOrder {
		if db, n, _ := strings.Cut(t.object.Name, "."); strings.EqualFold(db, database) {
			names = append(names, n)
		}
	}
	return nil, &schema.UnknownError{What: "table", Name: name, Where: strings.ToLower(database), Nearest: schema.Nearest(strings.ToUpper(name), names)}
}

// tables are by their names in lower case, with their database's.
var (
	tables  = map[string]*table{}
	inOrder []*table
)

func init() {
	for _, d := range definitions {
		for _, database := range d.databases() {
			t := &table{object: schema.NewLocal(database+"."+d.name, parseColumns(d.columns)), rows: d.rows}
			tables[strings.ToLower(t.object.Name)] = t
			inOrder = append(inOrder, t)
		}
	}
}

// definition is how a table is written down: its columns with their types, one
// a line, as "NAME varchar(64) null".
type definition struct {
	name    string
	columns string
	rows    func(context.Context, *Env, *list) error
}

func (d *definition) databases() []string {
	if strings.HasSuffix(d.name, "_VARIABLES") || strings.HasSuffix(d.name, "_STATUS") {
		return []string{Schema, PerformanceSchema}
	}
	return []string{Schema}
}

// columnTypes are the types of the definitions.
var columnTypes = map[string]schema.Type{
	"varchar": schema.Text, "longtext": schema.Text, "bigint": schema.Integer, "datetime": schema.DateTime,
}

func parseColumns(text string) []*schema.Column {
	var columns []*schema.Column
	for line := range strings.Lines(strings.TrimSpace(text)) {
		f := strings.Fields(line)
		word, length, _ := strings.Cut(strings.TrimSuffix(f[1], ")"), "(")
		t, ok := columnTypes[word]
		if !ok {
			panic(fmt.Sprintf("information: no type is called %q", f[1]))
		}
		c := &schema.Column{Name: f[0], Type: t, SQLType: strings.ToUpper(word), MayBeNull: len(f) > 2}
		c.Length, _ = strconv.Atoi(length)
		columns = append(columns, c)
	}
	return columns
}
