package information

import (
	"context"
	"strings"
	"sync"

	"github.com/scale-sql/scale/schema"
)

// atOnce is how many objects' metadata are asked for side by side.
const atOnce = 8

// listColumns lists the columns of this package's tables and of the objects that
// matter.
func listColumns(ctx context.Context, env *Env, l *list) error {
	for _, t := range inOrder {
		database, name, _ := strings.Cut(t.object.Name, ".")
		for i, c := range t.object.Fields {
			addColumn(env, l, database, name, i+1, c)
		}
	}
	var names []string
	if err := eachObject(ctx, env, l, func(o schema.ObjectInfo) { names = append(names, o.Name) }); err != nil {
		return err
	}
	objects, err := load(ctx, env, names, l.named)
	if err != nil {
		return err
	}
	for _, o := range objects {
		if o == nil {
			continue
		}
		addColumn(env, l, env.Session.Instance, o.Name, 1, o.ID)
		for i, c := range o.Fields {
			addColumn(env, l, env.Session.Instance, o.Name, i+2, c)
		}
	}
	return nil
}

// load brings the objects of that name, nil in the place of one that the profile
// may not see: it is left out unless it was asked for by its name.
func load(ctx context.Context, env *Env, names []string, named bool) ([]*schema.Object, error) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	objects := make([]*schema.Object, len(names))
	var (
		wg    sync.WaitGroup
		once  sync.Once
		first error
	)
	next := make(chan int)
	for range min(atOnce, len(names)) {
		wg.Go(func() {
			for i := range next {
				o, err := env.Object(ctx, names[i])
				if err != nil && (named || !env.Hidden(err)) {
					once.Do(func() { first = err })
					cancel()
				}
				if err == nil {
					objects[i] = o
				}
			}
		})
	}
	for i := range names {
		next <- i
	}
	close(next)
	wg.Wait()
	return objects, first
}

func addColumn(env *Env, l *list, database, table string, position int, c *schema.Column) {
	t := typeOf(c)
	var set, collation, byDefault any
	nullable := c.Nullable(env.EmptyAsNull)
	key, extra := "", ""
	switch {
	case c.IsID:
		key, extra = "PRI", "auto_increment"
	case c.Type == schema.Text:
		set, collation = charset, env.Session.collation()
		if !nullable {
			byDefault = t.byDefault(c)
		}
	}
	l.add(catalog, database, table, c.Name, position, byDefault, yesNo(nullable), t.name, t.length, t.octets(),
		t.precision, t.scale, t.fraction, set, collation, t.full, key, extra, privileges(c), comment(c), "",
		c.Label, c.Description, yesNo(c.Personal), moment(c.CreatedDate), moment(c.ModifiedDate), yesNo(c.Readable), yesNo(c.Writable))
}

func privileges(c *schema.Column) string {
	var p []string
	if c.Readable {
		p = append(p, "select")
	}
	if c.Writable {
		p = append(p, "insert", "update")
	}
	return strings.Join(p, ",")
}
