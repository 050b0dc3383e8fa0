package translate

import (
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/scale-sql/scale/scaletest"
	"github.com/scale-sql/scale/schema"
)

var (
	statements = flag.Int("statements", 3000, "random statements that TestExactness runs")
	firstSeed  = flag.Uint64("seed", 1, "seed of TestExactness")
)

// servers are those a statement may meet: what the API leaves open, they answer
// differently.
func oracleServers(t *testing.T, o scaletest.Object) []*scaletest.Server {
	data := scaletest.WithData(scaletest.Data{o})
	var servers []*scaletest.Server
	for _, options := range [][]scaletest.Option{
		{},
		{scaletest.WithEmptiesExcluded()},
		{scaletest.WithEmptiesAsZero()},
		{scaletest.WithSQLWildcards()},
		{scaletest.WithPrecedence(scaletest.LeftToRight), scaletest.WithBooleans("10")},
		{scaletest.WithPrecedence(scaletest.AndFirst), scaletest.WithEmptiesExcluded(), scaletest.WithBooleans("truefalse")},
		{scaletest.WithPrecedence(scaletest.AndFirst), scaletest.WithSQLWildcards(), scaletest.WithBooleans("ouinon")},
	} {
		s := scaletest.NewServer(append(options, data)...)
		t.Cleanup(s.Close)
		servers = append(servers, s)
	}
	return servers
}

func get(s *scaletest.Server, path string, into any) error {
	req, err := http.NewRequest("GET", s.URL()+"/v1/datamart/"+s.Instance()+"/"+path, nil)
	if err != nil {
		return err
	}
	req.Header.Set("Authorization", "Bearer "+s.Token())
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err == nil && resp.StatusCode != http.StatusOK {
		err = fmt.Errorf("%s: %s", resp.Status, body)
	}
	if err != nil {
		return err
	}
	return json.Unmarshal(body, into)
}

// idsOf are the ids of the rows that filters keep, in order, repeated ones
// included.
func idsOf(s *scaletest.Server, filters []schema.Filter) ([]int64, error) {
	if len(filters) == 0 {
		filters = []schema.Filter{{}}
	}
	var ids []int64
	for _, f := range filters {
		var page struct {
			Objects []struct {
				ID string `json:"id"`
			} `json:"objects"`
		}
		path := "get_objects/contact?fields=age"
		if f.Text != "" {
			path += "&filter=" + url.QueryEscape(f.Text)
		}
		if err := get(s, path, &page); err != nil {
			return nil, fmt.Errorf("%.300s: %w", f.Text, err)
		}
		for _, r := range page.Objects {
			id, err := strconv.ParseInt(r.ID, 10, 64)
			if err != nil {
				return nil, err
			}
			ids = append(ids, id)
		}
	}
	slices.Sort(ids)
	return ids, nil
}

// trial is a random statement and what came of it.
type trial struct {
	where string
	args  []any
	want  []int64 // by the oracle
	plan  *Plan
	err   error
}

func newTrial(g *generator, o *schema.Object, rows map[int64]oracleRow) *trial {
	c := g.condition(3)
	tr := new(trial)
	tr.where = c.sql(&tr.args)
	for id, r := range rows {
		if c.eval(r) == yes {
			tr.want = append(tr.want, id)
		}
	}
	slices.Sort(tr.want)
	tr.plan, tr.err = selectPlan(o, g.options(), "SELECT age FROM contact WHERE "+tr.where, tr.args...)
	return tr
}

func (g *generator) options() *Options {
	opt := defaults()
	opt.EmptyAsNull = g.emptyAsNull
	return opt
}

// check says what is wrong with a statement's filters: an exact plan keeps just
// the rows that the oracle keeps, any other those and perhaps more.
func (tr *trial) check(g *generator, o *schema.Object, s *scaletest.Server) error {
	var filters []schema.Filter
	isExact := tr.err == nil
	switch {
	case isExact && tr.plan.Request == nil:
		if len(tr.want) > 0 {
			return fmt.Errorf("no request is sent, but %d rows satisfy it", len(tr.want))
		}
		return nil
	case isExact:
		filters = tr.plan.Request.Filters
	case strings.HasPrefix(outcome(nil, tr.err), "error:"):
		return tr.err
	default:
		var err error
		if filters, err = pushed(o, g.options(), tr.where, tr.args...); err != nil {
			return err
		}
	}
	got, err := idsOf(s, filters)
	if err != nil {
		return err
	}
	if isExact && !slices.Equal(got, tr.want) {
		return fmt.Errorf("sends %v\n got the rows %v\nwant          %v", filters, got, tr.want)
	}
	for _, id := range tr.want {
		if !slices.Contains(got, id) {
			return fmt.Errorf("sends %v, which is no superset: it loses row %d", filters, id)
		}
	}
	return nil
}

// TestExactness runs the filters of random statements on servers which answer
// what the API leaves open in different ways, and compares the rows with those
// that a naive evaluation of the statement keeps.
func TestExactness(t *testing.T) {
	const each = 250 // statements of one set of data
	var answered, refused, rows int
	for seed := *firstSeed; answered+refused < *statements; seed++ {
		g := &generator{Rand: rand.New(rand.NewPCG(seed, 0)), emptyAsNull: seed%5 == 0}
		data := g.data()
		servers := oracleServers(t, data)
		stored := make(map[int64]oracleRow)
		for _, r := range data.Records {
			r.Values["id"] = strconv.FormatInt(r.ID, 10)
			r.Values["ID_CONTACT"] = r.Values["id"]
			stored[r.ID] = r.Values
		}
		var metadata json.RawMessage
		if err := get(servers[0], "get_object_info/contact", &metadata); err != nil {
			t.Fatal(err)
		}
		o, err := schema.ParseObject("contact", metadata, "")
		if err != nil {
			t.Fatal(err)
		}
		for i := range each {
			tr := newTrial(g, o, stored)
			if err := tr.check(g, o, servers[i%len(servers)]); err != nil {
				t.Errorf("seed %d, server %d: WHERE %.2000s  %v\n%v", seed, i%len(servers), tr.where, tr.args, err)
			}
			if tr.err != nil {
				refused++
			} else {
				answered++
				rows += len(tr.want)
			}
		}
		for _, s := range servers {
			s.Close()
		}
		if t.Failed() {
			break
		}
	}
	t.Logf("%d statements answered with %d rows, %d not exact", answered, rows, refused)
	if answered < refused/3 || rows < answered {
		t.Error("the statements test too little")
	}
}
