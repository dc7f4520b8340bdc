package io.tripmeter.deployments;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.BuildImageResultCallback;
import io.tripmeter.testing.DockerEngine;
import io.tripmeter.testing.Libraries;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** agent/Dockerfile, without a base image, which would have to be pulled. */
@Tag("matrix")
final class AgentImageTest {
  private static final String JAR = "/javaagent.jar";
  private static final int TAR_BLOCK = 512;
  private static final int READABLE_BY_ALL = 0444;

  @Test
  void theImageHasTheJarWhereItIsCopiedFromAndEverybodyMayReadIt() throws IOException {
    DockerClient docker = DockerEngine.client().orElse(null);
    assumeTrue(docker != null, "no Docker engine");
    String image = docker
        .buildImageCmd(Libraries.agent().getParent().getParent().toFile())
        .withBuildArg("BASE", "scratch")
        .exec(new BuildImageResultCallback())
        .awaitImageId();
    String container = docker.createContainerCmd(image).withCmd("none").exec().getId();
    try (DataInputStream tar =
        new DataInputStream(docker.copyArchiveFromContainerCmd(container, JAR).exec())) {
      byte[] head = new byte[TAR_BLOCK];
      tar.readFully(head);
      assertEquals(READABLE_BY_ALL, octal(head, 100, 8) & READABLE_BY_ALL);
      byte[] jar = new byte[octal(head, 124, 12)];
      tar.readFully(jar);
      assertArrayEquals(Files.readAllBytes(Libraries.agent()), jar);
    } finally {
      docker.removeContainerCmd(container).exec();
      docker.removeImageCmd(image).withForce(true).exec();
    }
  }

  /** A number in the head of a tar's entry, without what ends it. */
  private static int octal(byte[] head, int offset, int length) {
    String text = new String(head, offset, length, StandardCharsets.US_ASCII);
    return Integer.parseInt(text.replaceAll("[^0-7]", ""), 8);
  }
}
