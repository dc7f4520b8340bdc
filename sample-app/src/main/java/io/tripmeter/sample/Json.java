package io.tripmeter.sample;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import com.google.gson.TypeAdapter;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.Reader;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/** The service's JSON format, with dates as 2026-12-01. */
final class Json {
  private static final Gson GSON = new GsonBuilder()
      .registerTypeAdapter(LocalDate.class, new IsoDate().nullSafe())
      .create();

  private Json() {}

  static String text(Object value) {
    return GSON.toJson(value);
  }

  /** @return null if there is nothing to read, or the word {@code null} */
  static <T> @Nullable T read(Reader reader, Class<T> type) {
    return GSON.fromJson(reader, type);
  }

  private static final class IsoDate extends TypeAdapter<LocalDate> {
    @Override
    public void write(JsonWriter out, LocalDate date) throws IOException {
      out.value(date.toString());
    }

    @Override
    public LocalDate read(JsonReader in) throws IOException {
      try {
        return LocalDate.parse(in.nextString());
      } catch (DateTimeParseException | IllegalStateException e) {
        throw new JsonParseException("not a date", e);
      }
    }
  }
}
