package translate

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/scale-sql/scale/schema"
	"github.com/shopspring/decimal"
)

// target is where a value goes: into a field, a link, or the record's id.
type target struct {
	name   string         // as the statement spells it
	column *schema.Column // of a field
	link   string         // the linked object
	id     bool
}

// number reports whether the target holds a number or a truth value.
func (t *target) number() bool {
	return t.column == nil || t.column.Type == schema.Integer || t.column.Type == schema.Decimal || t.column.Type == schema.Boolean
}

// same reports whether two targets are one.
func (t *target) same(u *target) bool {
	return t.column == u.column && t.link == u.link && t.id == u.id
}

// linkPrefix says of a column explicitly that it is a link.
const linkPrefix = "link."

// target finds what a column of a write means: a field, or else a link to the
// object of that name.
func (w *writer) target(o *schema.Object, name string) (target, error) {
	c, err := o.Lookup(name)
	var unknown *schema.UnknownError
	switch {
	case err == nil:
		return fieldTarget(o, c, name)
	case !errors.As(err, &unknown):
		return target{}, err
	}
	explicit := len(name) > len(linkPrefix) && strings.EqualFold(name[:len(linkPrefix)], linkPrefix)
	object := name
	if explicit {
		object = name[len(linkPrefix):]
	}
	linked, err := schema.FindObject(object, w.list)
	if errors.As(err, &unknown) && !explicit {
		unknown.What, unknown.Where = "column", fmt.Sprintf("object %q, nor is it an object to link to", o.Name)
		unknown.Nearest = schema.Nearest(name, w.writableNames(o))
	}
	if err != nil {
		return target{}, err
	}
	return target{name: name, link: linked}, nil
}

func fieldTarget(o *schema.Object, c *schema.Column, name string) (target, error) {
	if c.IsID || c == o.Key {
		return target{name: name, id: true}, nil
	}
	if !c.Writable {
		return target{}, fmt.Errorf("column %q of object %q may not be written: its metadata says write \"N\" for this API profile", c.Name, o.Name)
	}
	return target{name: name, column: c}, nil
}

// writableFields are the fields that an INSERT without a list of columns fills.
func writableFields(o *schema.Object) []*schema.Column {
	var fields []*schema.Column
	for _, f := range o.Fields {
		if f.Writable && f != o.Key {
			fields = append(fields, f)
		}
	}
	return fields
}

func (w *writer) writableNames(o *schema.Object) []string {
	names := []string{o.ID.Name}
	for _, f := range writableFields(o) {
		names = append(names, f.Name)
	}
	for _, info := range w.list {
		names = append(names, info.Name)
	}
	return names
}

// checkOnce refuses a target that is assigned twice.
func checkOnce(targets []target) error {
	type key struct {
		column *schema.Column
		link   string
	}
	seen := make(map[key]bool, len(targets))
	for i := range targets {
		k := key{targets[i].column, targets[i].link}
		if seen[k] {
			return fmt.Errorf("column %q is assigned twice", targets[i].name)
		}
		seen[k] = true
	}
	return nil
}

// recordID is the whole number that a value is, for an id.
func recordID(v any) (int64, bool) {
	switch v := v.(type) {
	case int64:
		return v, true
	case []byte:
		return recordID(string(v))
	case string:
		n, err := strconv.ParseInt(strings.Trim(v, " "), 10, 64)
		return n, err == nil
	case uint64:
		return int64(v), int64(v) >= 0
	case float64:
		return int64(v), v == float64(int64(v)) && v > -1<<53 && v < 1<<53
	case decimal.Decimal:
		if v.Exponent() > 18 || v.Exponent() < -65 || v.NumDigits() > 40 || !v.IsInteger() || !v.BigInt().IsInt64() {
			return 0, false
		}
		return v.IntPart(), true
	}
	return 0, false
}

// shown is a value in messages.
func shown(v any) string {
	switch v := v.(type) {
	case nil:
		return "NULL"
	case string:
		return strconv.Quote(shortText(v))
	case []byte:
		return strconv.Quote(shortText(string(v)))
	case decimal.Decimal:
		return numberConstant(v).String()
	}
	return fmt.Sprint(v)
}
