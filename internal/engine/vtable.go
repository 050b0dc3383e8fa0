package engine

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"zombiezen.com/go/sqlite"

	"github.com/scale-sql/scale/schema"
)

// table is a virtual table over a scan.
type table struct {
	Table
	rows   *Rows
	values *schema.Values
	begun  bool
	scan   Scan // nil before the first row, and behind the last one
	id     schema.Cell
	cells  []schema.Cell
}

// maxFields is how many columns SQLite takes, the id left out.
const maxFields = 1999

// errStop is what SQLite hears of an error that is kept in Rows.
var errStop = errors.New("the scan failed")

func newTable(r *Rows, def *Table) (*table, error) {
	if !plainName(def.Name) {
		return nil, fmt.Errorf("engine: %q is no name of a table", def.Name)
	}
	if len(def.Fields) > maxFields {
		return nil, fmt.Errorf("engine: table %s has %d fields, more than %d", def.Name, len(def.Fields), maxFields)
	}
	t := &table{Table: *def, rows: r, values: schema.NewValues(0, r.engine.opts.Loc, r.engine.opts.EmptyAsNull)}
	if t.ID == nil {
		t.ID = &schema.Column{Name: "id", Type: schema.Integer, SQLType: schema.Integer.String(), Readable: true, IsID: true}
		if len(def.Fields) > 0 {
			t.ID.Object = def.Fields[0].Object
		}
	}
	return t, nil
}

// plainName reports whether an identifier needs no quotes, whatever its meaning.
func plainName(name string) bool {
	for i := range len(name) {
		c := name[i] | 0x20
		if !('a' <= c && c <= 'z' || name[i] == '_' || i > 0 && '0' <= name[i] && name[i] <= '9') {
			return false
		}
	}
	return name != ""
}

// connect makes the table known to SQLite. It is eponymous: a module of the same
// name is all it takes, and removing the module leaves no trace of it.
func (t *table) connect(*sqlite.Conn, *sqlite.VTableConnectOptions) (sqlite.VTable, *sqlite.VTableConfig, error) {
	var b strings.Builder
	b.WriteString("CREATE TABLE t(c0") // columns without a type don't change values
	for i := range t.Fields {
		b.WriteString(",c")
		b.WriteString(strconv.Itoa(i + 1))
	}
	b.WriteString(")")
	return t, &sqlite.VTableConfig{Declaration: b.String()}, nil
}

// BestIndex offers nothing but reading all rows, and makes a table look large, so
// that SQLite indexes the copies it makes of tables before it joins them.
func (t *table) BestIndex(*sqlite.IndexInputs) (*sqlite.IndexOutputs, error) {
	return &sqlite.IndexOutputs{EstimatedCost: 1e6, EstimatedRows: 1e6}, nil
}

// Open makes a cursor; the scan begins when it is used.
func (t *table) Open() (sqlite.VTableCursor, error) { return &cursor{table: t, eof: true}, nil }

// Disconnect has nothing to release: Rows close scans.
func (t *table) Disconnect() error { return nil }

// Destroy is never called for an eponymous table.
func (t *table) Destroy() error { return nil }

// begin opens the scan, for its one pass.
func (t *table) begin(ctx context.Context) error {
	if t.Table.Open == nil {
		return nil
	}
	if t.begun {
		return fmt.Errorf("engine: internal error: scan of table %s read twice", t.Name)
	}
	t.begun = true
	// SQLite clears interrupts as a statement starts: one that came just before
	// is noticed here.
	if err := ctx.Err(); err != nil {
		return err
	}
	scan, err := t.Table.Open(ctx)
	if err != nil {
		return err
	}
	t.scan = scan
	return nil
}

// next reads a row of the scan and reports whether there was one.
func (t *table) next() (bool, error) {
	if t.scan == nil {
		return false, nil
	}
	if err := t.scan.Next(); err != nil {
		if err == io.EOF {
			t.end()
			return false, nil
		}
		return false, err
	}
	t.id, t.cells = t.scan.ID(), t.scan.Cells()
	if len(t.cells) != len(t.Fields) {
		return false, fmt.Errorf("engine: internal error: the scan of table %s has %d cells for %d fields", t.Name, len(t.cells), len(t.Fields))
	}
	return true, nil
}

// end closes the scan; it does nothing if that has been done.
func (t *table) end() {
	if scan := t.scan; scan != nil {
		t.scan = nil
		scan.Close()
	}
}
