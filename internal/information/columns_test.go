package information

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/scale-sql/scale/schema"
)

// instance is an Env of n objects, o0, o1, ..., whose metadata take a second
// each. It counts how many are asked for, and how many at once.
func instance(n int, asked, most *atomic.Int64, fail func(name string) error) *Env {
	var now atomic.Int64
	return &Env{
		Session: NewSession("demo", "api@host", 1, nil),
		Objects: func(context.Context) ([]schema.ObjectInfo, error) {
			list := make([]schema.ObjectInfo, n)
			for i := range list {
				list[i].Name = fmt.Sprintf("o%d", i)
			}
			return list, nil
		},
		Object: func(ctx context.Context, name string) (*schema.Object, error) {
			asked.Add(1)
			if k := now.Add(1); k > most.Load() {
				most.Store(k)
			}
			defer now.Add(-1)
			select {
			case <-time.After(time.Second):
			case <-ctx.Done():
				return nil, ctx.Err()
			}
			if err := fail(name); err != nil {
				return nil, err
			}
			return schema.ParseObject(name, []byte(`{"f":{}}`), "")
		},
		Hidden: func(err error) bool { return errors.Is(err, errHidden) },
	}
}

var errHidden = errors.New("hidden")

// names opens a scan of COLUMNS and lists the objects of the instance that it has
// columns of.
func names(ctx context.Context, env *Env, only func(string) bool) (list []string, err error) {
	o, err := Lookup("information_schema", "columns")
	if err != nil {
		return nil, err
	}
	table, _ := o.Lookup("table_name")
	database, _ := o.Lookup("table_schema")
	scan, err := Open(ctx, env, &schema.Request{Object: o, Fields: []*schema.Column{table, database}, Only: only, Named: only != nil})
	if err != nil {
		return nil, err
	}
	defer scan.Close()
	for scan.Next() != io.EOF {
		if name := string(scan.Cells()[0].Text); string(scan.Cells()[1].Text) == "demo" && !slices.Contains(list, name) {
			list = append(list, name)
		}
	}
	return list, nil
}

// TestColumnsAtOnce loads the metadata of all objects, eight at a time.
func TestColumnsAtOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var asked, most atomic.Int64
		begun := time.Now()
		list, err := names(t.Context(), instance(20, &asked, &most, func(string) error { return nil }), nil)
		if err != nil || len(list) != 20 || list[0] != "o0" || list[19] != "o19" {
			t.Errorf("%q, %v", list, err)
		}
		if asked.Load() != 20 || most.Load() != 8 || time.Since(begun) != 3*time.Second {
			t.Errorf("%d were asked for, %d at once, in %v", asked.Load(), most.Load(), time.Since(begun))
		}
	})
}

// TestColumnsOnly loads those that matter.
func TestColumnsOnly(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var asked, most atomic.Int64
		list, err := names(t.Context(), instance(20, &asked, &most, func(string) error { return nil }), func(name string) bool { return name == "o7" })
		if err != nil || !slices.Equal(list, []string{"o7"}) || asked.Load() != 1 {
			t.Errorf("%q, %v, %d were asked for", list, err, asked.Load())
		}
	})
}

// TestColumnsFail ends the loads with the first that fails, and leaves out what
// is hidden from a list of all only.
func TestColumnsFail(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var asked, most atomic.Int64
		down := errors.New("down")
		_, err := names(t.Context(), instance(100, &asked, &most, func(name string) error {
			if name == "o3" {
				return down
			}
			return nil
		}), nil)
		if err != down {
			t.Errorf("got %v", err)
		}
		hide := func(name string) error {
			if name == "o1" {
				return errHidden
			}
			return nil
		}
		list, err := names(t.Context(), instance(3, &asked, &most, hide), nil)
		if err != nil || !slices.Equal(list, []string{"o0", "o2"}) {
			t.Errorf("%q, %v", list, err)
		}
		if _, err := names(t.Context(), instance(3, &asked, &most, hide), func(name string) bool { return name == "o1" }); err != errHidden {
			t.Errorf("asked for by name: %v", err)
		}
		ctx, cancel := context.WithTimeout(t.Context(), time.Second/2)
		defer cancel()
		if _, err := names(ctx, instance(3, &asked, &most, hide), nil); err != context.DeadlineExceeded {
			t.Errorf("given up: %v", err)
		}
	})
}

// Every row of every table has a value for each column that is never NULL, and
// none too many.
func TestRowsFit(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var asked, most atomic.Int64
		env := instance(2, &asked, &most, func(string) error { return nil })
		for _, table := range tables {
			l := &list{}
			if err := table.rows(t.Context(), env, l); err != nil {
				t.Fatal(err)
			}
			for _, row := range l.rows {
				if len(row) > len(table.object.Fields) {
					t.Fatalf("%s: a row of %d values for %d columns", table.object.Name, len(row), len(table.object.Fields))
				}
				for i, c := range table.object.Fields {
					if i < len(row) && fits(c, row[i]) || i >= len(row) && c.MayBeNull {
						continue
					}
					t.Fatalf("%s.%s: no value for it in %v", table.object.Name, c.Name, row)
				}
			}
		}
	})
}

func fits(c *schema.Column, v any) bool {
	switch v.(type) {
	case nil:
		return c.MayBeNull
	case string:
		return c.Type != schema.Integer
	case int, int64:
		return c.Type == schema.Integer
	}
	return false
}
