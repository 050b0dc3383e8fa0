// Command serve runs the Scal-e server of scaletest on a port, with made-up data,
// for other programs to try: a shell, a client in another language, a container.
//
//	go run ./examples/serve
//	SCALE_DSN='scale://scaletest-token@127.0.0.1:8765/demo?tls=false' go run ./examples/quickstart "SELECT 1"
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"
	"syscall"
	"time"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop) // a second Ctrl-C ends the program at once
	err := run(ctx, os.Args[1:], os.Stdout)
	switch {
	case errors.As(err, new(misused)):
		fmt.Fprintf(os.Stderr, "serve: %v\n\n%s", err, usage)
		os.Exit(2)
	case err != nil:
		fmt.Fprintln(os.Stderr, "serve:", err)
		os.Exit(1)
	}
}

const usage = `Usage: serve [flags]

Runs a Scal-e server with made-up data (contact, orders, products) in memory and
prints the DSN by which the scale driver finds it. Ctrl-C or SIGTERM ends it.

  -addr HOST:PORT  where to listen; port 0 takes a free one (127.0.0.1:8765)
  -allow-remote    listen on an address that other machines can reach. Its token
                   is no secret and it speaks plain HTTP: whoever reaches the
                   port can read and change the data
  -data FILE       the objects to serve, as JSON, in place of the made-up ones
  -instance NAME   the instance (demo)
  -token TOKEN     the token to accept; it is printed (scaletest-token)
  -latency TIME    how long each answer waits, such as 200ms (0s)
  -rate-limit N    requests a minute, then 429; 0 for any number (0)
  -v               log each request to standard error
  -h               this text
`

// settings are the flags.
type settings struct {
	addr, data, instance, token string
	remote, verbose             bool
	latency                     time.Duration
	rate                        int
}

// misused is an error in the flags.
type misused string

func (m misused) Error() string { return string(m) }

// run is the program without its process. It ends without an error when the
// context does.
func run(ctx context.Context, args []string, out io.Writer) error {
	var s settings
	flags := flag.NewFlagSet("serve", flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	flags.StringVar(&s.addr, "addr", "127.0.0.1:8765", "")
	flags.BoolVar(&s.remote, "allow-remote", false, "")
	flags.StringVar(&s.data, "data", "", "")
	flags.StringVar(&s.instance, "instance", "demo", "")
	flags.StringVar(&s.token, "token", "scaletest-token", "")
	flags.DurationVar(&s.latency, "latency", 0, "")
	flags.IntVar(&s.rate, "rate-limit", 0, "")
	flags.BoolVar(&s.verbose, "v", false, "")
	switch err := flags.Parse(args); {
	case errors.Is(err, flag.ErrHelp):
		_, err = io.WriteString(out, usage)
		return err
	case err != nil:
		return misused(err.Error())
	case flags.NArg() > 0:
		return misused("unexpected: " + strings.Join(flags.Args(), " "))
	case s.latency < 0 || s.rate < 0:
		return misused("-latency and -rate-limit can't be negative")
	}
	return serve(ctx, s, out)
}
