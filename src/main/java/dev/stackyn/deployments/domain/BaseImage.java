package dev.stackyn.deployments.domain;

/**
 * The images that generated Dockerfiles begin with, each with a setting of its own. Those to build
 * on have compilers and headers; those to run on have as little as possible.
 */
public enum BaseImage {
  NODE_BUILD("node:{version}-bookworm"),
  NODE("node:{version}-bookworm-slim"),
  BUN("oven/bun:{version}-slim"),
  DENO("denoland/deno:debian-{version}"),
  STATIC("nginxinc/nginx-unprivileged:{version}-alpine"),
  PYTHON_BUILD("python:{version}-bookworm"),
  PYTHON("python:{version}-slim-bookworm"),
  JAVA_BUILD("eclipse-temurin:{version}-jdk"),
  JAVA("eclipse-temurin:{version}-jre"),
  MAVEN("maven:3-eclipse-temurin-{version}"),
  GRADLE("gradle:jdk{version}"),
  GO_BUILD("golang:{version}-bookworm"),
  GO("debian:bookworm-slim"),
  RUST_BUILD("rust:{version}-bookworm"),
  RUST("debian:bookworm-slim"),
  RUBY_BUILD("ruby:{version}-bookworm"),
  RUBY("ruby:{version}-slim-bookworm"),
  PHP("php:{version}-apache-bookworm"),
  COMPOSER("composer:2"),
  DOTNET_BUILD("mcr.microsoft.com/dotnet/sdk:{version}"),
  DOTNET("mcr.microsoft.com/dotnet/aspnet:{version}"),
  ELIXIR_BUILD("elixir:{version}"),
  ELIXIR("debian:bookworm-slim");

  private final String usual;

  BaseImage(String usual) {
    this.usual = usual;
  }

  /** Its name, with {@code {version}} where the version goes. */
  public String usual() {
    return usual;
  }

  public String setting() {
    return "STACKYN_BASE_IMAGE_" + name();
  }
}
