package clienttest

import (
	"context"
	"database/sql"
	"fmt"
	"log"
	"net/http"
	"slices"

	"github.com/scale-sql/scale"
	"github.com/scale-sql/scale/scaletest"
	"go.opentelemetry.io/contrib/instrumentation/net/http/otelhttp"
	"go.opentelemetry.io/otel/propagation"
	sdktrace "go.opentelemetry.io/otel/sdk/trace"
	"go.opentelemetry.io/otel/sdk/trace/tracetest"
	"go.opentelemetry.io/otel/trace"
)

// The HTTP client gives each request a span and the header traceparent; the
// hooks of a Trace give each statement one, of which the requests' are children.
func Example_otelhttp() {
	server := scaletest.NewServer(scaletest.WithMiddleware(func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.Header.Get("traceparent") == "" {
				http.Error(w, "no traceparent", http.StatusBadRequest)
				return
			}
			next.ServeHTTP(w, r)
		})
	}))
	defer server.Close()
	spans := tracetest.NewSpanRecorder()
	provider := sdktrace.NewTracerProvider(sdktrace.WithSpanProcessor(spans))

	cfg, err := scale.ParseDSN(server.DSN())
	if err != nil {
		log.Fatal(err)
	}
	transport := http.DefaultTransport.(*http.Transport).Clone()
	defer transport.CloseIdleConnections()
	cfg.HTTPClient = &http.Client{Transport: otelhttp.NewTransport(transport,
		otelhttp.WithTracerProvider(provider), otelhttp.WithPropagators(propagation.TraceContext{}))}
	tracer := provider.Tracer("scale")
	cfg.Trace = &scale.Trace{
		QueryStart: func(ctx context.Context, q scale.QueryInfo) context.Context {
			ctx, _ = tracer.Start(ctx, q.Statement)
			return ctx
		},
		QueryEnd: func(ctx context.Context, _ scale.QueryInfo, r scale.QueryResult) {
			span := trace.SpanFromContext(ctx)
			if r.Err != nil {
				span.RecordError(r.Err)
			}
			span.End()
		},
	}
	connector, err := scale.NewConnector(cfg)
	if err != nil {
		log.Fatal(err)
	}
	db := sql.OpenDB(connector)
	defer db.Close()

	var name string
	if err := db.QueryRow("SELECT name FROM products WHERE id = ?", 1).Scan(&name); err != nil && err != sql.ErrNoRows {
		log.Fatal(err)
	}

	ended := spans.Ended()
	slices.SortFunc(ended, func(a, b sdktrace.ReadOnlySpan) int { return a.StartTime().Compare(b.StartTime()) })
	for _, s := range ended {
		if s.Parent().IsValid() {
			fmt.Print("  ")
		}
		fmt.Println(s.Name())
	}
	// Output:
	// SELECT name FROM products WHERE id = ?
	//   HTTP GET
	//   HTTP GET
	//   HTTP GET
}
