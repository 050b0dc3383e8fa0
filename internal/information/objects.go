package information

import (
	"context"
	"strings"

	"github.com/scale-sql/scale/schema"
)

const catalog = "def"

func schemata(_ context.Context, env *Env, l *list) error {
	for _, name := range []string{Schema, PerformanceSchema} {
		l.add(catalog, name, "utf8", "utf8_general_ci")
	}
	l.add(catalog, env.Session.Instance, charset, env.Session.collation())
	return nil
}

// eachObject calls f for the instance's objects that matter.
func eachObject(ctx context.Context, env *Env, l *list, f func(schema.ObjectInfo)) error {
	objects, err := env.Objects(ctx)
	if err != nil {
		return err
	}
	for _, o := range objects {
		if l.wanted(o.Name) {
			f(o)
		}
	}
	return nil
}

func listTables(ctx context.Context, env *Env, l *list) error {
	for _, t := range inOrder {
		database, name, _ := strings.Cut(t.object.Name, ".")
		l.add(catalog, database, name, "SYSTEM VIEW", "MEMORY", 10, "Fixed", nil, nil, nil, nil, nil, nil, nil, nil, nil, nil, "utf8_general_ci", nil, "", "", nil)
	}
	return eachObject(ctx, env, l, func(o schema.ObjectInfo) {
		l.add(catalog, env.Session.Instance, o.Name, "BASE TABLE", engineName, 10, "Dynamic", nil, nil, nil, nil, nil, nil, nil,
			moment(o.CreateTime), moment(o.UpdateTime), nil, env.Session.collation(), nil, "", "", o.ACL)
	})
}

// Each object has one index that is known of: its id.

func statistics(ctx context.Context, env *Env, l *list) error {
	in := env.Session.Instance
	return eachObject(ctx, env, l, func(o schema.ObjectInfo) {
		l.add(catalog, in, o.Name, 0, in, "PRIMARY", 1, "id", "A", nil, nil, nil, "", "BTREE", "", "")
	})
}

func keyColumnUsage(ctx context.Context, env *Env, l *list) error {
	in := env.Session.Instance
	return eachObject(ctx, env, l, func(o schema.ObjectInfo) {
		l.add(catalog, in, "PRIMARY", catalog, in, o.Name, "id", 1)
	})
}

func tableConstraints(ctx context.Context, env *Env, l *list) error {
	in := env.Session.Instance
	return eachObject(ctx, env, l, func(o schema.ObjectInfo) {
		l.add(catalog, in, "PRIMARY", in, o.Name, "PRIMARY KEY")
	})
}
