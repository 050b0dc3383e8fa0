package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os"
	"syscall"
	"time"

	"github.com/scale-sql/scale"
	"github.com/scale-sql/scale/scaletest"
)

// grace is how long requests that are being answered may take at the end.
const grace = 5 * time.Second

// serve listens, says where, and answers until the context ends.
func serve(ctx context.Context, s settings, out io.Writer) error {
	handler, err := newHandler(s)
	if err != nil {
		return err
	}
	defer handler.Close()
	listener, err := listen(ctx, s)
	if err != nil {
		return err
	}
	if err := announce(s, listener, out); err != nil {
		listener.Close()
		return err
	}
	server := &http.Server{Handler: forgetful{handler}, ReadHeaderTimeout: 10 * time.Second}
	if s.verbose {
		server.Handler = logged(server.Handler, slog.New(slog.NewTextHandler(os.Stderr, nil)))
	}
	failed := make(chan error, 1)
	go func() { failed <- server.Serve(listener) }()
	select {
	case err := <-failed:
		return err
	case <-ctx.Done():
	}
	ending, cancel := context.WithTimeout(context.WithoutCancel(ctx), grace)
	defer cancel()
	if server.Shutdown(ending) != nil {
		server.Close()
	}
	if err := <-failed; !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}

// newHandler makes the server of scaletest, which serves as a handler.
func newHandler(s settings) (server *scaletest.Server, err error) {
	options := []scaletest.Option{scaletest.WithInstance(s.instance), scaletest.WithToken(s.token)}
	if s.latency > 0 {
		options = append(options, scaletest.WithLatency(s.latency))
	}
	if s.rate > 0 {
		options = append(options, scaletest.WithRateLimit(s.rate, time.Minute))
	}
	if s.data != "" {
		data, err := readData(s.data)
		if err != nil {
			return nil, err
		}
		options = append(options, scaletest.WithData(data))
	}
	defer func() {
		if p := recover(); p != nil { // what NewServer does with data that contradicts itself
			err = fmt.Errorf("%s: %v", s.data, p)
		}
	}()
	return scaletest.NewServer(options...), nil
}

// listen opens the port, unless other machines could reach it unasked.
func listen(ctx context.Context, s settings) (net.Listener, error) {
	addr, err := net.ResolveTCPAddr("tcp", s.addr)
	if err != nil {
		return nil, misused("-addr: " + err.Error())
	}
	if !addr.IP.IsLoopback() && !s.remote {
		return nil, misused("-addr " + s.addr + " can be reached by other machines, and the token is no secret; " +
			"listen on 127.0.0.1, or say -allow-remote if that is what you want")
	}
	listener, err := new(net.ListenConfig).Listen(ctx, "tcp", addr.String())
	if errors.Is(err, syscall.EADDRINUSE) {
		return nil, fmt.Errorf("%w; name another port with -addr, or port 0 for a free one", err)
	}
	return listener, err
}

// announce prints the DSN, or, of a server for other machines, its address: the
// driver doesn't send a token to them without TLS.
func announce(s settings, listener net.Listener, out io.Writer) error {
	addr := listener.Addr().(*net.TCPAddr)
	if !addr.IP.IsLoopback() {
		_, err := fmt.Fprintf(out, "http://%s/v1/datamart/%s/ with the token %s\n"+
			"The scale driver speaks plain HTTP to its own machine only: put TLS in front, or connect there.\n", addr, s.instance, s.token)
		return err
	}
	cfg := scale.NewConfig()
	cfg.Token, cfg.Host, cfg.Instance, cfg.PlainHTTP = s.token, addr.String(), s.instance, true
	dsn, err := cfg.FormatDSN()
	if err != nil {
		return err
	}
	_, err = fmt.Fprintln(out, dsn)
	return err
}
