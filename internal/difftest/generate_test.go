package difftest

import (
	"fmt"
	"math/rand/v2"
	"strconv"
)

// generator makes random statements of valid types.
type generator struct {
	*rand.Rand
	sources []source // what the expressions may use
	whole   int      // above 0 there are no quotients: see expr
}

// source is a table of the FROM.
type source struct {
	alias string // with its point, or ""
	*table
}

// one is true once in n times.
func (g *generator) one(n int) bool { return g.IntN(n) == 0 }

func pick[T any](g *generator, list []T) T { return list[g.IntN(len(list))] }

// statement makes a SELECT of one of several shapes.
func (g *generator) statement() *query {
	switch g.IntN(10) {
	case 0, 1, 2:
		return g.rowsOfOne()
	case 3, 4, 5:
		return g.grouped()
	case 6, 7:
		return g.joined()
	case 8:
		return g.derived()
	}
	return g.union()
}

// use makes a FROM of one table.
func (g *generator) use(t *table) *node {
	g.sources = []source{{"", t}}
	return leaf(kStr, t.name)
}

// join makes a FROM of two tables, or now and then three.
func (g *generator) join() *node {
	l := pick(g, links)
	how := pick(g, []string{"JOIN", "JOIN", "LEFT JOIN", "LEFT JOIN", "RIGHT JOIN", "INNER JOIN"})
	g.sources = []source{{"a.", tableNamed(l.a)}, {"b.", tableNamed(l.b)}}
	text := fmt.Sprintf("%s a %s %s b ON %s", l.a, how, l.b, l.on)
	if l.b == "orders" && g.one(3) {
		g.sources = append(g.sources, source{"c.", tableNamed("products")})
		text += " " + pick(g, []string{"JOIN", "LEFT JOIN"}) + " products c ON c.sku = b.product_sku"
	}
	if g.one(4) {
		return of(kStr, text+" AND "+slot, g.cond(1))
	}
	return leaf(kStr, text)
}

func (g *generator) rowsOfOne() *query {
	q := &query{from: g.use(&tables[g.IntN(3)])}
	for range 1 + g.IntN(4) {
		q.items = append(q.items, g.any(2))
	}
	q.where = g.conditions()
	if g.one(8) {
		q.distinct = true
		return q
	}
	g.orderBy(q, "id")
	return q
}

func (g *generator) joined() *query {
	q := &query{from: g.join()}
	for range 1 + g.IntN(4) {
		q.items = append(q.items, g.any(2))
	}
	q.where = g.conditions()
	ids := []string{}
	for _, s := range g.sources {
		ids = append(ids, s.alias+"id")
	}
	g.orderBy(q, ids...)
	return q
}

func (g *generator) conditions() []*node {
	var list []*node
	for range g.IntN(4) {
		list = append(list, of(kCond, "("+slot+")", g.cond(2)))
	}
	return list
}

// orderBy adds an order that ends with the ids, and perhaps a LIMIT.
func (g *generator) orderBy(q *query, ids ...string) {
	if g.one(4) {
		return
	}
	add := func(n *node) { q.order, q.desc = append(q.order, n), append(q.desc, g.one(3)) }
	for range g.IntN(3) {
		add(g.sortKey())
	}
	for _, id := range ids {
		add(leaf(kInt, id))
	}
	if g.one(2) {
		q.limit = " LIMIT " + strconv.Itoa(g.IntN(40))
		if g.one(2) {
			q.limit += " OFFSET " + strconv.Itoa(g.IntN(20))
		}
	}
}

// sortKey is an expression to sort by. Texts stand in calls: by a column alone
// the API may be asked to sort, which does so in its own way.
func (g *generator) sortKey() *node {
	switch k := pick(g, []kind{kInt, kDec, kStr, kDate, kDateTime, kTime, kCond}); k {
	case kStr:
		return of(kStr, "CONCAT("+slot+")", g.expr(kStr, 1))
	case kCond: // TRUE alone would be the first column
		return of(kInt, "(0 + ("+slot+"))", g.cond(1))
	case kInt: // a number alone would be a place
		return of(kInt, "(0 + "+slot+")", g.expr(kInt, 1))
	default:
		return g.expr(k, 1)
	}
}

func (g *generator) grouped() *query {
	g.whole++
	q := &query{}
	if g.one(3) {
		q.from = g.join()
	} else {
		q.from = g.use(&tables[g.IntN(3)])
	}
	q.where = g.conditions()
	q.groups = g.IntN(3)
	for i := range q.groups {
		q.items = append(q.items, g.groupKey())
		if g.one(2) || i > 0 {
			q.order, q.desc = append(q.order, leaf(kInt, strconv.Itoa(i+1))), append(q.desc, g.one(3))
		}
	}
	if len(q.order) < q.groups { // not the order of every row
		q.order, q.desc = nil, nil
	}
	for range 1 + g.IntN(3) {
		q.items = append(q.items, g.aggregate())
	}
	if q.groups > 0 && g.one(3) {
		q.having = append(q.having, of(kCond, slot+" "+pick(g, comparisons)+" "+slot, g.aggregateOf(kInt), g.literal(kInt)))
	}
	if len(q.order) > 0 && g.one(3) {
		q.limit = " LIMIT " + strconv.Itoa(1+g.IntN(10))
	}
	return q
}

// groupKey is an expression that is no number by itself, which would be a place.
func (g *generator) groupKey() *node {
	switch g.IntN(6) {
	case 0:
		return g.column(kStr)
	case 1:
		return of(kInt, "YEAR("+slot+")", g.column(kDate))
	case 2:
		return g.column(kCond)
	case 3:
		return of(kStr, "UPPER("+slot+")", g.column(kStr))
	case 4:
		return of(kInt, slot+" DIV 10", g.column(kInt))
	}
	return of(kStr, "CONCAT("+slot+")", g.expr(kStr, 2))
}

// derived selects from a subquery.
func (g *generator) derived() *query {
	g.whole++
	inner := &query{from: g.use(&tables[g.IntN(3)])}
	kinds := []kind{kInt, kDec, kStr, kDate}
	outer := &table{columns: map[kind][]string{}}
	for i, k := range kinds {
		name := "v" + strconv.Itoa(i)
		inner.items = append(inner.items, of(k, slot+" AS "+name, g.expr(k, 2)))
		outer.columns[k] = []string{name}
	}
	inner.items = append(inner.items, leaf(kInt, "id"))
	inner.where = g.conditions()
	parts := append(append([]*node{}, inner.items...), inner.where...)
	text, _ := (&query{items: slots(len(inner.items)), from: inner.from, where: slots(len(inner.where))}).render()
	g.sources = []source{{"t.", outer}}
	q := &query{from: of(kStr, "("+text+") t", parts...)}
	if g.one(2) {
		q.items, q.groups = []*node{leaf(kStr, "t.v2")}, 1
		q.items = append(q.items, g.aggregate(), g.aggregate())
		return q
	}
	for range 1 + g.IntN(3) {
		q.items = append(q.items, g.any(1))
	}
	q.where = g.conditions()
	g.orderBy(q, "t.id")
	return q
}

func slots(n int) []*node {
	list := make([]*node, n)
	for i := range list {
		list[i] = leaf(kStr, slot)
	}
	return list
}

// union makes two SELECTs with columns of the same kinds.
func (g *generator) union() *query {
	kinds := make([]kind, 1+g.IntN(3))
	for i := range kinds {
		kinds[i] = pick(g, []kind{kInt, kDec, kStr, kDate, kDateTime})
	}
	part := func() *query {
		q := &query{from: g.use(&tables[g.IntN(3)])}
		for _, k := range kinds {
			q.items = append(q.items, g.expr(k, 1))
		}
		q.where = g.conditions()
		return q
	}
	q := part()
	q.union, q.all = part(), g.one(2)
	return q
}
