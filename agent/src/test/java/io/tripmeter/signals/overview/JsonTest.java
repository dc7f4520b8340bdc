package io.tripmeter.signals.overview;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class JsonTest {
  private static String text(Json json) {
    return new String(json.toBytes(), StandardCharsets.UTF_8);
  }

  @Test
  void separatesMembersAndElements() {
    Json json = new Json().beginObject().text("a", "b,{").number("c", -1).beginArray("d");
    json.count(1).count(-1).decimal(0.5).text("x").beginObject().endObject().endArray();
    json.beginObject("e").flag("f", true).endObject().nothing("g").endObject();
    assertEquals(
        "{\"a\":\"b,{\",\"c\":-1,\"d\":[1,null,0.500,\"x\",{}],\"e\":{\"f\":true},\"g\":null}",
        text(json));
  }

  @Test
  void whatIsNoNumberIsNull() {
    Json json = new Json().beginObject();
    json.decimal("a", Double.NaN).decimal("b", Double.NEGATIVE_INFINITY).millis("c", -1);
    json.decimal("d", -0.0001).decimal("e", -1.25).decimal("f", 1e12).millis("g", 1_234_567);
    assertEquals(
        "{\"a\":null,\"b\":null,\"c\":null,\"d\":0,\"e\":-1.250,\"f\":1000000000000,\"g\":1.235}",
        text(json.endObject()));
  }

  @Test
  void anyTextComesBackAsItWas() throws IOException {
    StringBuilder all = new StringBuilder("</script>\ud83d\ude00");
    for (char c = 0; c < 0x2100; c++) {
      all.append(c);
    }
    Json json = new Json().beginObject().text("all", all.toString()).endObject();
    JsonNode read = new ObjectMapper().readTree(json.toBytes());
    assertEquals(all.toString(), read.get("all").asText());
  }

  @Test
  void halfASurrogatePairDoesNotBreakTheDocument() throws IOException {
    Json json = new Json().beginObject().text("a", "x\ud83dy\ude00").endObject();
    assertEquals("x?y?", new ObjectMapper().readTree(json.toBytes()).get("a").asText());
  }

  @Test
  void aLongTextIsCutBetweenCharacters() {
    Json json = new Json().beginObject();
    json.text("a", "abcdef", 6).text("b", "abcdefg", 6).text("c", "abcd\ud83d\ude00g", 6);
    assertEquals(
        "{\"a\":\"abcdef\",\"b\":\"abcde\u2026\",\"c\":\"abcd\u2026\"}", text(json.endObject()));
  }
}
