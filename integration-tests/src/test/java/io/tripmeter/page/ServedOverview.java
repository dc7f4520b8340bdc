package io.tripmeter.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.tripmeter.programs.Scrape;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** The page as an agent serves it, with its headers, but with an overview that the test has written. */
final class ServedOverview implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Scrape agent;
  private final HttpServer server;
  private volatile byte[] overview = {};
  private volatile int status = 200;
  private volatile String lacking = "";

  ServedOverview(Scrape agent) throws IOException {
    this.agent = agent;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
    show(sample());
  }

  /** An application with something of everything. */
  static ObjectNode sample() throws IOException {
    try (InputStream in = ServedOverview.class.getResourceAsStream("overview.json")) {
      return (ObjectNode) JSON.readTree(in);
    }
  }

  /** An application that has not done anything yet. */
  static ObjectNode empty() throws IOException {
    ObjectNode empty = sample();
    for (Map.Entry<String, JsonNode> part : empty.properties()) {
      if (part.getValue() instanceof ArrayNode list) {
        list.removeAll();
      }
    }
    return empty;
  }

  /** Each text of the document followed by this one. Moments stay, because a page could not show them otherwise. */
  static JsonNode marked(JsonNode node, String mark) {
    if (node instanceof ObjectNode object) {
      object.properties().forEach(each -> each.setValue(marked(each.getValue(), mark)));
    } else if (node instanceof ArrayNode list) {
      for (int i = 0; i < list.size(); i++) {
        list.set(i, marked(list.get(i), mark));
      }
    } else if (node.isTextual() && !node.textValue().matches("\\d{4}-.*Z|\\d+")) {
      return TextNode.valueOf(node.textValue() + mark);
    }
    return node;
  }

  void show(JsonNode document) throws IOException {
    overview = JSON.writeValueAsBytes(document);
    status = 200;
  }

  /** Whatever answers, it is not the agent. */
  void showText(String text) {
    overview = text.getBytes(StandardCharsets.UTF_8);
  }

  /** This file of the page's is not found any more; empty for none. */
  void lack(String file) {
    lacking = file;
  }

  void fail() {
    status = 500;
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    byte[] body = overview;
    int answered = status;
    if (!path.equals("/overview")) {
      HttpResponse<String> file = agent.get(path.equals(lacking) ? "/lacking" : path);
      answered = file.statusCode();
      body = file.body().getBytes(StandardCharsets.UTF_8);
      for (String name : new String[] {
        "Content-Type", "Content-Security-Policy", "X-Content-Type-Options", "Referrer-Policy"
      }) {
        file.headers()
            .firstValue(name)
            .ifPresent(value -> exchange.getResponseHeaders().set(name, value));
      }
    }
    exchange.sendResponseHeaders(answered, body.length);
    try (exchange) {
      exchange.getResponseBody().write(body);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
