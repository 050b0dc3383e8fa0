package clienttest

import (
	"context"
	"database/sql/driver"
	"testing"

	"entgo.io/ent/dialect"
	entsql "entgo.io/ent/dialect/sql"
	"entgo.io/ent/dialect/sql/sqlgraph"
	"entgo.io/ent/schema/field"
)

// What ent's generated code calls: nodes of a graph.

func entID(value any) *sqlgraph.FieldSpec {
	id := sqlgraph.NewFieldSpec("id", field.TypeInt64)
	id.Value = value
	return id
}

func entCompany(id any, name string) *sqlgraph.CreateSpec {
	c := sqlgraph.NewCreateSpec("companies", entID(id))
	c.SetField("name", field.TypeString, name)
	return c
}

func TestEntQueryNodes(t *testing.T) {
	d, _ := openEnt(t)
	ctx := context.Background()
	spec := sqlgraph.NewQuerySpec("users", []string{"id", "name", "age"}, sqlgraph.NewFieldSpec("id", field.TypeInt64))
	spec.Predicate = func(s *entsql.Selector) {
		s.Where(entsql.EQ(s.C("status"), "client"))
		sqlgraph.HasNeighbors(s, sqlgraph.NewStep(sqlgraph.From("users", "id"), sqlgraph.To("orders", "id"), sqlgraph.Edge(sqlgraph.O2M, false, "orders", "user_id")))
	}
	spec.Order = func(s *entsql.Selector) { s.OrderBy(s.C("id")) }
	var names []string
	spec.ScanValues = func(columns []string) ([]any, error) {
		return []any{new(entsql.NullInt64), new(entsql.NullString), new(entsql.NullInt64)}[:len(columns)], nil
	}
	spec.Assign = func(columns []string, values []any) error {
		names = append(names, values[1].(*entsql.NullString).String)
		return nil
	}
	must(t, sqlgraph.QueryNodes(ctx, d, spec))
	same(t, names, "Ada")
	spec.Node.Columns = nil
	n, err := sqlgraph.CountNodes(ctx, d, spec)
	must(t, err)
	if n != 1 {
		t.Errorf("got %d", n)
	}
	step := sqlgraph.NewStep(sqlgraph.From("users", "id", 11), sqlgraph.To("orders", "id"), sqlgraph.Edge(sqlgraph.O2M, false, "orders", "user_id"))
	neighbors := sqlgraph.Neighbors(dialect.MySQL, step)
	references, err := entQuery(t, d, neighbors.Select(neighbors.C("reference")).OrderBy(neighbors.C("id")))
	must(t, err)
	same(t, references, "A-1", "A-2")
}

func TestEntCreateNode(t *testing.T) {
	d, server := openEnt(t)
	ctx := context.Background()
	fresh := entCompany(nil, "Neuve")
	must(t, sqlgraph.CreateNode(ctx, d, fresh))
	same(t, created(server, "companies"), fresh.ID.Value.(int64))

	batch := &sqlgraph.BatchCreateSpec{Nodes: []*sqlgraph.CreateSpec{entCompany(nil, "X"), entCompany(nil, "Y")}}
	same(t, several(t, sqlgraph.BatchCreate(ctx, d, batch)), created(server, "companies")[1:]...)
	if id := batch.Nodes[0].ID.Value; id != nil {
		t.Errorf("got the id %v", id)
	}
}

// An edge whose field is in the entity's own table goes with its INSERT; one of
// another table takes a transaction.
func TestEntCreateWithEdges(t *testing.T) {
	d, server := openEnt(t)
	ctx := context.Background()
	edge := func(rel sqlgraph.Rel, inverse bool, table, column string, id int64) *sqlgraph.EdgeSpec {
		return &sqlgraph.EdgeSpec{Rel: rel, Inverse: inverse, Table: table, Columns: []string{column},
			Target: &sqlgraph.EdgeTarget{IDSpec: entID(nil), Nodes: []driver.Value{id}}}
	}
	inside := sqlgraph.NewCreateSpec("users", entID(nil))
	inside.Edges = append(inside.Edges, edge(sqlgraph.M2O, true, "users", "company_id", 2))
	must(t, sqlgraph.CreateNode(ctx, d, inside))
	if got := value(t, server, "users", inside.ID.Value.(int64), "company_id"); got != "2" {
		t.Errorf("got %q", got)
	}
	outside := sqlgraph.NewCreateSpec("users", entID(nil))
	outside.Edges = append(outside.Edges, edge(sqlgraph.O2M, false, "orders", "user_id", 105))
	refused(t, sqlgraph.CreateNode(ctx, d, outside), "tx=buffer")
	if n := len(created(server, "users")); n != 1 {
		t.Errorf("%d users were created", n)
	}
}

// An upsert answers with the id of the record that it found.
func TestEntUpsertTellsTheID(t *testing.T) {
	d, server := openEnt(t)
	ctx := context.Background()
	known := entCompany(int64(2), "Brico SA")
	known.OnConflict = []entsql.ConflictOption{entsql.ResolveWithNewValues()}
	must(t, sqlgraph.CreateNode(ctx, d, known))
	if known.ID.Value != int64(2) || value(t, server, "companies", 2, "name") != "Brico SA" {
		t.Errorf("got the id %v", known.ID.Value)
	}
	kept := entCompany(int64(1), "x")
	kept.OnConflict = []entsql.ConflictOption{entsql.ResolveWithIgnore()}
	must(t, sqlgraph.CreateNode(ctx, d, kept))
	if kept.ID.Value != int64(1) || value(t, server, "companies", 1, "name") != "Acme" {
		t.Errorf("got the id %v", kept.ID.Value)
	}
	batch := &sqlgraph.BatchCreateSpec{
		Nodes:      []*sqlgraph.CreateSpec{entCompany(int64(2), "B"), entCompany(int64(1), "A")},
		OnConflict: known.OnConflict,
	}
	same(t, several(t, sqlgraph.BatchCreate(ctx, d, batch)), 2, 1)
	if a, b := batch.Nodes[0].ID.Value, batch.Nodes[1].ID.Value; a != int64(2) || b != int64(1) {
		t.Errorf("got the ids %v and %v", a, b)
	}
}

func entRename(name string) *sqlgraph.UpdateSpec {
	u := sqlgraph.NewUpdateSpec("companies", []string{"id", "name"}, sqlgraph.NewFieldSpec("id", field.TypeInt64))
	u.SetField("name", field.TypeString, name)
	return u
}

// ent updates one node in a transaction, in which it reads it again; the driver
// refuses that. An update of the nodes with an id does without either.
func TestEntUpdateNodes(t *testing.T) {
	ctx := context.Background()
	one := entRename("x")
	one.Node.ID.Value = int64(1)
	one.ScanValues = func(columns []string) ([]any, error) {
		return []any{new(entsql.NullInt64), new(entsql.NullString)}, nil
	}
	one.Assign = func([]string, []any) error { return nil }
	plain, server := openEnt(t)
	refused(t, sqlgraph.UpdateNode(ctx, plain, one), "tx=buffer")
	buffered, other := openEnt(t, "tx=buffer")
	refused(t, sqlgraph.UpdateNode(ctx, buffered, one), "commit first")
	unchanged(t, server)
	unchanged(t, other)

	some := entRename("Acme SA")
	some.Predicate = func(s *entsql.Selector) { s.Where(entsql.EQ(s.C("id"), 1)) }
	n, err := sqlgraph.UpdateNodes(ctx, plain, some)
	must(t, err)
	if n != 1 || value(t, server, "companies", 1, "name") != "Acme SA" {
		t.Errorf("%d were updated", n)
	}
	_, err = sqlgraph.DeleteNodes(ctx, plain, sqlgraph.NewDeleteSpec("companies", sqlgraph.NewFieldSpec("id", field.TypeInt64)))
	refused(t, err, "mark it by an UPDATE")
}
