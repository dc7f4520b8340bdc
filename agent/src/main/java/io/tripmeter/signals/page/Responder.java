package io.tripmeter.signals.page;

import io.tripmeter.log.Log;
import io.tripmeter.signals.metrics.Telemetry;
import io.tripmeter.signals.overview.OverviewDocument;
import io.tripmeter.signals.statements.TopStatements;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

/** Answers requests. Runs on a thread of the agent. */
final class Responder {
  private static final String FILE_NAME = "tripmeter-overview.json";
  private static final String NOT_FOUND =
      "Not found. Available are /, /overview, /metrics, /health and /statements.\n";

  private final AllowedHosts hosts;
  private final Telemetry telemetry;
  private final OverviewDocument document;
  private final Health health;
  private final StatementsJson statements;

  Responder(
      AllowedHosts hosts,
      Telemetry telemetry,
      OverviewDocument document,
      TopStatements statements) {
    this.hosts = hosts;
    this.telemetry = telemetry;
    this.document = document;
    health = new Health(telemetry.pools());
    this.statements = new StatementsJson(statements);
  }

  /** Called at least twice a second. */
  void pass(long now) {
    document.pass(now);
  }

  Answer answer(RequestHead request) {
    if (request.method().isEmpty()) {
      return Answer.text(400, "HTTP/1.1 only.\n");
    }
    if (!hosts.contains(request.host())) {
      return Answer.text(
          403,
          "Tripmeter answers only requests for localhost, the host of metrics.listen and those of metrics.hosts."
              + " To allow this URL, add its host to metrics.hosts.\n");
    }
    if (!request.method().equals("GET") && !request.isHead()) {
      return Answer.text(405, "GET and HEAD only.\n");
    }
    try {
      return content(request);
    } catch (IOException | RuntimeException | LinkageError e) {
      Log.warn("page could not be rendered")
          .field("path", request.path())
          .error(e)
          .once("page " + e.getClass())
          .write();
      return Answer.text(500, "Tripmeter could not render this page. See its log.\n");
    }
  }

  private Answer content(RequestHead request) throws IOException {
    switch (request.path()) {
      case "/overview":
        return request.query().equals("download")
            ? Answer.download(FILE_NAME, document.json())
            : new Answer(200, "application/json", document.recentJson());
      case "/metrics":
        return metrics(request.accept().contains("application/openmetrics-text"));
      case "/health":
        return health.answer();
      case "/statements":
        return statements.answer(request.query());
      default:
        Answer file = PageFiles.at(request.path());
        return file != null ? file : Answer.text(404, NOT_FOUND);
    }
  }

  private Answer metrics(boolean openMetrics) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream(32 * 1024);
    telemetry.scrape(body, openMetrics);
    String type =
        openMetrics ? "application/openmetrics-text; version=1.0.0" : "text/plain; version=0.0.4";
    return new Answer(200, type + "; charset=utf-8", body.toByteArray());
  }
}
