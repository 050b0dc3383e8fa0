package scale

import (
	"database/sql"
	"reflect"

	"github.com/scale-sql/scale/schema"
	"github.com/scale-sql/scale/translate"
	"github.com/scale-sql/scale/translate/residual"
)

// column is what a result tells of one of its columns.
type column struct {
	label    string
	typeName string
	scan     reflect.Type
	nullable bool
	// source is the object's column that it shows, nil for an expression.
	source *schema.Column
}

// plannedColumns are the columns of a plan's result.
func plannedColumns(plan *translate.Plan, emptyAsNull bool) []column {
	var cols []column
	for _, o := range plan.Outputs {
		nullable := o.Column.Nullable(emptyAsNull)
		cols = append(cols, column{o.Label, o.Column.SQLType, o.Column.ScanType(emptyAsNull), nullable, o.Column})
	}
	if plan.Finish == nil {
		return cols
	}
	for _, o := range plan.Finish.Query.Outputs {
		c := column{o.Label, o.Type.Kind.String(), scanTypes[o.Type.Kind], !o.Type.NotNull, o.Type.Column}
		if c.source != nil {
			c.typeName = c.source.SQLType
		}
		if !c.nullable && o.Type.Kind == residual.Int {
			c.scan = reflect.TypeFor[int64]()
		}
		if !c.nullable && (o.Type.Kind == residual.Str || o.Type.Kind == residual.Time) {
			c.scan = reflect.TypeFor[string]()
		}
		cols = append(cols, c)
	}
	return cols
}

// scanTypes are the Go types that hold an expression's values and NULL.
var scanTypes = [...]reflect.Type{
	residual.Null:     reflect.TypeFor[sql.NullString](),
	residual.Int:      reflect.TypeFor[sql.NullInt64](),
	residual.Bool:     schema.NullableScanType(schema.Boolean),
	residual.Dec:      schema.NullableScanType(schema.Decimal),
	residual.Dbl:      reflect.TypeFor[sql.NullFloat64](),
	residual.Str:      reflect.TypeFor[sql.NullString](),
	residual.Date:     schema.NullableScanType(schema.Date),
	residual.DateTime: schema.NullableScanType(schema.DateTime),
	residual.Time:     reflect.TypeFor[sql.NullString](),
}

// ColumnTypeScanType is a type that holds every value of the column.
func (r *rows) ColumnTypeScanType(i int) reflect.Type { return r.columns[i].scan }

// ColumnTypeDatabaseTypeName is BIGINT, DECIMAL, DOUBLE, BOOLEAN, DATE,
// DATETIME, TIME, TEXT, or the metadata's own word for a text: CHOICE, EMAIL, ...
func (r *rows) ColumnTypeDatabaseTypeName(i int) string { return r.columns[i].typeName }

// ColumnTypeLength is the metadata's length of a text, in characters.
func (r *rows) ColumnTypeLength(i int) (int64, bool) {
	c := r.columns[i].source
	if c == nil || c.Type != schema.Text || c.Length == 0 {
		return 0, false
	}
	return int64(c.Length), true
}

// ColumnTypeNullable reports whether the column may hold NULL.
func (r *rows) ColumnTypeNullable(i int) (nullable, ok bool) { return r.columns[i].nullable, true }

// ColumnTypePrecisionScale is that of a type such as decimal(10,2).
func (r *rows) ColumnTypePrecisionScale(i int) (precision, scale int64, ok bool) {
	c := r.columns[i].source
	if c == nil || !c.HasPrecision {
		return 0, 0, false
	}
	return int64(c.Precision), int64(c.Scale), true
}
