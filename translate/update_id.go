package translate

import (
	"errors"
	"fmt"

	"github.com/xwb1989/sqlparser"
)

var errAssignID = errors.New("the id of a record can't be changed: the API gives it")

// checkID refuses to assign an id other than the one that WHERE asks for: mappers
// which store a whole struct write SET id = 5, name = 'x' WHERE id = 5.
func (w *writer) checkID(from *updateFrom, u *sqlparser.Update, table *updateTable, t target, e sqlparser.Expr) error {
	v, constant, err := w.constant(e, t.number())
	if err != nil {
		return fmt.Errorf("column %q: %w", t.name, err)
	}
	id, ok := recordID(v)
	if constant && ok && from.single() && u.Where != nil {
		s, err := w.updateScope(table)
		if err != nil {
			return err
		}
		if same, err := s.asksFor(id, u.Where.Expr); same || err != nil {
			return err
		}
	}
	return fmt.Errorf("column %q: %w", t.name, errAssignID)
}

// asksFor reports whether a condition is true of no other record than that of an id.
func (s *scope) asksFor(id int64, e sqlparser.Expr) (bool, error) {
	switch e := unparenthesised(e).(type) {
	case *sqlparser.AndExpr:
		if ok, err := s.asksFor(id, e.Left); ok || err != nil {
			return ok, err
		}
		return s.asksFor(id, e.Right)
	case *sqlparser.ComparisonExpr:
		ids, ok, err := s.ids(e)
		return ok && len(ids) == 1 && ids[0] == id, err
	}
	return false, nil
}
