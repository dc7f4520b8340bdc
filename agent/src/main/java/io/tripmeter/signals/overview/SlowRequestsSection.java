package io.tripmeter.signals.overview;

import io.tripmeter.postgres.SqlText;
import io.tripmeter.signals.waterfall.SlowRequest;
import io.tripmeter.signals.waterfall.SlowRequests;
import io.tripmeter.signals.waterfall.TripSpan;
import java.time.Instant;

/** {@code slow_requests}: the last slow requests with their round trips. The newest ones, if all would be too much for one document. */
final class SlowRequestsSection implements Section {
  /** Round trips in the document; each takes about two hundred bytes. */
  private static final int MOST_SPANS = 300;

  /** The beginning is enough: the table of statements has more of it. */
  private static final int SQL = 100;

  private final SlowRequests slow;

  SlowRequestsSection(SlowRequests slow) {
    this.slow = slow;
  }

  @Override
  public void addTo(Json json) {
    int spans = 0;
    int leftOut = 0;
    json.beginArray("slow_requests");
    for (SlowRequest request : slow.last()) {
      spans += request.spans().size();
      if (spans <= MOST_SPANS) {
        add(json, request);
      } else {
        leftOut++;
      }
    }
    json.endArray().number("slow_requests_left_out", leftOut);
  }

  private static void add(Json json, SlowRequest request) {
    json.beginObject()
        .text("time", Instant.ofEpochMilli(request.time()).toString())
        .text("name", request.name(), Texts.NAME)
        .millis("millis", request.nanos())
        .number("round_trips", request.roundTrips())
        .text("trace_id", request.traceId());
    json.beginArray("spans");
    for (TripSpan span : request.spans()) {
      add(json, span);
    }
    json.endArray().number("left_out", request.leftOut()).endObject();
  }

  private static void add(Json json, TripSpan span) {
    SqlText sql = span.sql();
    json.beginObject()
        .millis("at_ms", span.startNanos())
        .millis("millis", span.nanos())
        .millis("link_ms", span.linkNanos())
        .text("kind", span.kind())
        .text("pool", span.pool(), Texts.NAME)
        .text("statement_id", sql == null ? null : sql.id())
        .text("sql", sql == null ? null : sql.text(), SQL)
        .endObject();
  }
}
