package bench

import (
	"bufio"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"testing"
	"time"
)

// The stub is this test binary, started again with this variable set.
const stubEnv = "SCALE_BENCH_STUB"

func TestMain(m *testing.M) {
	if os.Getenv(stubEnv) != "" {
		serveStub()
		return
	}
	os.Exit(m.Run())
}

// startStub starts the stub and returns its address.
func startStub(b testing.TB) string {
	b.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), stubEnv+"=1")
	out, err := cmd.StdoutPipe()
	if err != nil {
		b.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() {
		cmd.Process.Kill()
		cmd.Wait()
	})
	addr, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		b.Fatal(err)
	}
	return strings.TrimSpace(addr)
}

// field is one field of the stub's object, with the value of row i.
type field struct {
	name, typ string
	value     func(i int) string
}

var (
	firstNames = []string{"Amélie", "Jean", "Zoé", "François", "Chloé", "Noël", "Inès", "Éric"}
	cities     = []string{"Paris", "Lyon", "Saint-Étienne", "Nîmes", "Besançon", "Orléans", "Évry"}
)

func pick(list []string) func(int) string {
	return func(i int) string { return list[i*7%len(list)] }
}

func numbered(format string) func(int) string {
	return func(i int) string { return fmt.Sprintf(format, i) }
}

// fields are 19 typed columns; the id is the twentieth.
var fields = []field{
	{"Civilite", "choice", pick([]string{"Madame", "Monsieur"})},
	{"Prenom", "text", pick(firstNames)},
	{"Nom", "text", numbered("Dupont-%d")},
	{"EMail", "email", numbered("client.%d@example.net")},
	{"Telephone", "phone", numbered("+3360000%05d")},
	{"Adresse", "text", numbered("%d rue de la République")},
	{"CP", "text", numbered("%05d")},
	{"Ville", "text", pick(cities)},
	{"Pays", "choice", pick([]string{"FR", "BE", "CH", ""})},
	{"DateNaissance", "date", func(i int) string { return day(i * 3) }},
	{"cc_age", "integer", func(i int) string { return strconv.Itoa(18 + i%70) }},
	{"status", "choice", pick([]string{"client", "prospect", ""})},
	{"newsletter", "boolean", pick([]string{"Y", "N"})},
	{"solde", "decimal", func(i int) string { return fmt.Sprintf("%d.%02d", i*13%9000, i%100) }},
	{"points", "integer", func(i int) string { return strconv.Itoa(i * 17) }},
	{"date_last_interaction", "datetime", func(i int) string { return day(i) + fmt.Sprintf(" %02d:%02d:%02d", i%24, i%60, i%59) }},
	{"panier_moyen", "decimal", func(i int) string { return fmt.Sprintf("%d.%02d", i%300, i*7%100) }},
	{"optin_sms", "boolean", pick([]string{"N", "Y", ""})},
	{"commentaire", "memo", numbered("Commande n° %d livrée à l'adresse habituelle")},
}

func day(n int) string {
	return time.Date(1960, 1, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, n%24000).Format(time.DateOnly)
}

const stubRows = 1_000_000

// serveStub answers the endpoints. The path's instance is the
// latency of a page in milliseconds. Rows repeat every 1,000 but for the id.
func serveStub() {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		panic(err)
	}
	rows := renderRows(1000)
	http.HandleFunc("/v1/datamart/{wait}/get_object_list", func(w http.ResponseWriter, r *http.Request) {
		fmt.Fprint(w, `{"contact":{"acl":"","create_time":"","update_time":""}}`)
	})
	http.HandleFunc("/v1/datamart/{wait}/get_object_info/contact", func(w http.ResponseWriter, r *http.Request) {
		fmt.Fprint(w, metadata())
	})
	http.HandleFunc("/v1/datamart/{wait}/get_objects/contact", func(w http.ResponseWriter, r *http.Request) {
		wait, _ := strconv.Atoi(r.PathValue("wait"))
		time.Sleep(time.Duration(wait) * time.Millisecond)
		writePage(w, r, rows)
	})
	http.HandleFunc("/v1/datamart/{wait}/put_objects/contact", func(w http.ResponseWriter, r *http.Request) {
		answerPut(w, r, rows)
	})
	fmt.Println(l.Addr())
	http.Serve(l, nil)
}

func writePage(w http.ResponseWriter, r *http.Request, rows []string) {
	limit, _ := strconv.Atoi(r.FormValue("limit"))
	offset, _ := strconv.Atoi(r.FormValue("offset"))
	w.Header().Set("Content-Type", "application/json")
	out := bufio.NewWriterSize(w, 64<<10)
	out.WriteString(`{"objects":[`)
	for i := offset; i < offset+limit && i < stubRows; i++ {
		if i > offset {
			out.WriteByte(',')
		}
		out.WriteString(`{"id":"`)
		out.WriteString(strconv.Itoa(i + 1))
		out.WriteString(rows[i%len(rows)])
	}
	out.WriteString(`]}`)
	out.Flush()
}

// renderRows renders all of a record that follows its id.
func renderRows(n int) []string {
	rows := make([]string, n)
	for i := range rows {
		var b strings.Builder
		b.WriteString(`","data":{`)
		for j, f := range fields {
			if j > 0 {
				b.WriteByte(',')
			}
			fmt.Fprintf(&b, "%q:%q", f.name, f.value(i))
		}
		b.WriteString(`}}`)
		rows[i] = b.String()
	}
	return rows
}

func metadata() string {
	var b strings.Builder
	sep := "{"
	for _, f := range fields {
		fmt.Fprintf(&b, `%s%q:{"attribs":{"type":%q,"length":"100"},"read":"Y","write":"Y"}`, sep, f.name, f.typ)
		sep = ","
	}
	b.WriteString(sep + `"ID_CONTACT":{"attribs":{"type":"integer","length":"11"},"read":"Y","write":"N"}}`)
	return b.String()
}
