package translate

import (
	"errors"
	"fmt"

	"github.com/scale-sql/scale/schema"
	"github.com/xwb1989/sqlparser"
)

// update makes records of the rows that an UPDATE matches.
type update struct {
	object   *schema.Object
	enc      *schema.Encoder
	settings []setting
	seen     map[int64]struct{} // the ids so far, nil if none can come twice

	constant []schema.FieldValue // the data of every record, if all values are constants
	links    []schema.Link       // likewise
	data     slab[schema.FieldValue]
	linked   slab[schema.Link]
}

// setting is one assignment of a SET.
type setting struct {
	target
	expr sqlparser.Expr // nil for a constant
	// value is that of a constant, or the slot of a value that has to be
	// asked for. text or to is what the API is sent of it.
	value any
	text  string
	to    int64
	// new and old are the places of the new and the old value in a row of the
	// SELECT, -1 if they are not in it.
	new, old int
}

// update plans an UPDATE.
func (w *writer) update(u *sqlparser.Update) (*WritePlan, error) {
	if w.opt.SafeUpdates && u.Where == nil && u.Limit == nil {
		return nil, errors.New("safe_updates: an UPDATE without WHERE or LIMIT is refused; name the records, or write WHERE TRUE to mean all of them")
	}
	from, err := w.updateTables(u.TableExprs)
	if err != nil {
		return nil, err
	}
	table, settings, err := w.settings(from, u)
	if err != nil {
		return nil, err
	}
	if err := checkUpdate(from, u); err != nil {
		return nil, err
	}
	if err := w.checkSettings(table, settings); err != nil {
		return nil, err
	}
	up := &update{object: table.object, enc: w.enc, settings: settings}
	if err := up.encodeConstants(); err != nil {
		return nil, err
	}
	p := &WritePlan{Object: table.object}
	ids, ok, err := w.updateIDs(from, u, table)
	if err != nil {
		return nil, err
	}
	if ok && up.direct(len(ids)) {
		return p, w.updateDirect(p, up, ids)
	}
	p.Select, err = w.updateSelect(from, u, table, up)
	return p, err
}

// settings reads the SET, whose columns must be those of one table. The id is
// none of them: it may only be assigned what it is.
func (w *writer) settings(from *updateFrom, u *sqlparser.Update) (*updateTable, []setting, error) {
	var table *updateTable
	var settings []setting
	var targets []target
	for _, e := range u.Exprs {
		at, t, err := w.setTarget(from, e.Name)
		if err != nil {
			return nil, nil, err
		}
		if t.id {
			if err := w.checkID(from, u, at, t, e.Expr); err != nil {
				return nil, nil, err
			}
			targets = append(targets, t)
			continue
		}
		if table != nil && table != at {
			return nil, nil, unsupported("UPDATE of several tables", fmt.Sprintf("SET assigns columns of %q and of %q; write an UPDATE for each", table.alias, at.alias))
		}
		table = at
		s := setting{target: t, new: -1, old: -1}
		v, constant, err := w.constant(e.Expr, t.number())
		if err != nil {
			return nil, nil, fmt.Errorf("column %q: %w", t.name, err)
		}
		if s.value = v; !constant {
			s.expr = e.Expr
		}
		settings, targets = append(settings, s), append(targets, t)
	}
	if len(settings) == 0 {
		return nil, nil, fmt.Errorf("column %q: %w", targets[0].name, errAssignID)
	}
	return table, settings, checkOnce(targets)
}

// encode makes what the API is sent of a value: a field's text or a link's id.
func (up *update) encode(s *setting, v any) (text string, to int64, err error) {
	if _, ok := v.(leftOut); ok {
		v = nil // the default of a record that is there is to be empty
	}
	if s.link == "" {
		text, err = up.enc.Text(s.column, v)
		return text, 0, err
	}
	to, ok := recordID(v)
	if !ok || to <= 0 {
		return "", 0, fmt.Errorf("object %q, column %q: %s is not %s", up.object.Name, s.name, shown(v), wantLink(&s.target))
	}
	return "", to, nil
}

// encodeConstants encodes the constants, once for all records.
func (up *update) encodeConstants() error {
	all := true
	for i := range up.settings {
		s := &up.settings[i]
		if s.expr != nil {
			all = false
			continue
		}
		var err error
		if s.text, s.to, err = up.encode(s, s.value); err != nil {
			return err
		}
	}
	if !all {
		return nil
	}
	for i := range up.settings {
		s := &up.settings[i]
		if s.link != "" {
			up.links = append(up.links, schema.Link{Object: s.link, ID: s.to})
		} else {
			up.constant = append(up.constant, schema.FieldValue{Column: s.column, Text: s.text})
		}
	}
	return nil
}

// record makes the record of a row: the id, then the values that are no
// constants and the old values, at the places that the settings name.
func (up *update) record(row []any) (schema.Record, RowUse, error) {
	if row[0] == nil {
		return schema.Record{}, SkippedRow, nil // a LEFT JOIN has found none
	}
	id, ok := recordID(row[0])
	if !ok || id <= 0 {
		return schema.Record{}, SkippedRow, fmt.Errorf("object %q: %s is not an id", up.object.Name, shown(row[0]))
	}
	if up.seen != nil {
		if _, twice := up.seen[id]; twice {
			return schema.Record{}, SkippedRow, nil
		}
		up.seen[id] = struct{}{}
	}
	rec := schema.Record{ID: id, Data: up.constant, Links: up.links}
	changed, err := up.fill(&rec, row)
	if err != nil {
		return rec, SkippedRow, fmt.Errorf("record %d: %w", id, err)
	}
	if !changed {
		return rec, UnchangedRow, nil
	}
	return rec, PutRow, nil
}

// fill gives a record its values, and reports whether one is new.
func (up *update) fill(rec *schema.Record, row []any) (changed bool, err error) {
	made := rec.Data != nil || rec.Links != nil
	if !made {
		rec.Data = up.data.take(len(up.settings))
	}
	for i := range up.settings {
		s := &up.settings[i]
		text, to := s.text, s.to
		if s.new >= 0 {
			if text, to, err = up.encode(s, row[s.new]); err != nil {
				return false, err
			}
		}
		changed = changed || s.old < 0 || !up.same(s, text, row[s.old])
		switch {
		case made:
		case s.link != "":
			if rec.Links == nil {
				rec.Links = up.linked.take(len(up.settings))
			}
			rec.Links = append(rec.Links, schema.Link{Object: s.link, ID: to})
		default:
			rec.Data = append(rec.Data, schema.FieldValue{Column: s.column, Text: text})
		}
	}
	return changed, nil
}

// same reports whether a text is that of the old value. Of a value that could
// not be stored as it is, nothing is.
func (up *update) same(s *setting, text string, old any) bool {
	was, err := up.enc.Text(s.column, old)
	if err != nil || was == text {
		return err == nil
	}
	if s.column.Type != schema.Decimal || was == "" || text == "" {
		return false
	}
	a, okA := stringConstant(was).asNumber()
	b, okB := stringConstant(text).asNumber()
	return okA && okB && a.Equal(b)
}
