package io.tripmeter.signals.overview;

import io.tripmeter.signals.slowquery.Repeat;
import io.tripmeter.signals.slowquery.SeenStatements;
import io.tripmeter.signals.slowquery.SlowQuery;
import java.time.Instant;
import java.util.List;

/** {@code repeats} and {@code slow_queries}: statements that repeat themselves in one request, and the last slow ones. */
final class SeenSection implements Section {
  private static final int MOST = 50;

  private final SeenStatements seen;

  SeenSection(SeenStatements seen) {
    this.seen = seen;
  }

  @Override
  public void addTo(Json json) {
    List<Repeat> repeats = seen.repeats();
    json.beginArray("repeats");
    for (Repeat repeat : repeats.subList(0, Math.min(MOST, repeats.size()))) {
      json.beginObject()
          .text("statement_id", repeat.sql().id())
          .text("sql", repeat.sql().text(), Texts.SQL_ASIDE)
          .text("where", repeat.caller(), Texts.NAME)
          .text("reason", repeat.reason())
          .text("route", repeat.workName(), Texts.NAME)
          .number("requests", repeat.requests())
          .endObject();
    }
    json.endArray().beginArray("slow_queries");
    for (SlowQuery query : seen.slowQueries()) {
      add(json, query);
    }
    json.endArray();
  }

  private static void add(Json json, SlowQuery query) {
    json.beginObject()
        .text("time", Instant.ofEpochMilli(query.time()).toString())
        .number("millis", query.millis())
        .number("round_trips", query.roundTrips())
        .number("rows", query.rows())
        .text("statement_id", query.sql().id())
        .text("sql", query.sql().text(), Texts.SQL_ASIDE)
        .text("pool", query.pool(), Texts.NAME)
        .text("route", query.workName(), Texts.NAME)
        .text("where", query.caller(), Texts.NAME)
        .text("error", query.error(), Texts.NAME)
        .endObject();
  }
}
