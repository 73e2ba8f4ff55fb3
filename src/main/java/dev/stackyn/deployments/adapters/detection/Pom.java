package dev.stackyn.deployments.adapters.detection;

import dev.stackyn.deployments.engine.DeployCode;
import dev.stackyn.deployments.engine.DeployFailure;
import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.ErrorHandler;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/**
 * An XML file of a build: a pom.xml, or a project of .NET. Files are read that anybody may have
 * written, so nothing outside of them is ever looked at.
 */
final class Pom {
  private static final DocumentBuilderFactory FACTORY = factory();

  /** Of a file that is not there. */
  static final Pom NONE = new Pom(null);

  private final @Nullable Element root;

  private Pom(@Nullable Element root) {
    this.root = root;
  }

  static Pom of(Project project, String path) {
    Optional<String> text = project.text(path);
    if (text.isEmpty() || text.get().isBlank()) {
      return NONE;
    }
    try {
      DocumentBuilder builder = FACTORY.newDocumentBuilder();
      builder.setErrorHandler(new Strict());
      InputSource source = new InputSource(new StringReader(withoutMark(text.get())));
      return new Pom(builder.parse(source).getDocumentElement());
    } catch (SAXParseException e) {
      throw new DeployFailure(
          DeployCode.MANIFEST_INVALID,
          "%s is not valid XML: something is wrong in line %d."
              .formatted(project.absolute(path), e.getLineNumber()));
    } catch (SAXException | IOException e) {
      throw new DeployFailure(
          DeployCode.MANIFEST_INVALID, project.absolute(path) + " is not valid XML.");
    } catch (ParserConfigurationException e) {
      throw new IllegalStateException("this Java has no safe XML parser", e);
    }
  }

  /** Editors of Windows begin files with one. */
  private static String withoutMark(String text) {
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
  }

  private static DocumentBuilderFactory factory() {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
    try {
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      factory.setFeature("http://xml.org/sax/features/external-general-entities", false);
      factory.setFeature("http://xml.org/sax/features/external-parameter-entities", false);
      factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_DTD, "");
      factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "");
    } catch (ParserConfigurationException e) {
      throw new IllegalStateException("this Java has no safe XML parser", e);
    }
    factory.setXIncludeAware(false);
    factory.setExpandEntityReferences(false);
    return factory;
  }

  /** The parser's own way is to write to standard error. */
  private static final class Strict implements ErrorHandler {
    @Override
    public void warning(SAXParseException warning) {
      // Of no matter to what is read here.
    }

    @Override
    public void error(SAXParseException error) throws SAXException {
      throw error;
    }

    @Override
    public void fatalError(SAXParseException error) throws SAXException {
      throw error;
    }
  }

  /** The text of the first element there; empty when there is none. */
  String text(String... path) {
    return all(path).findFirst().map(Node::getTextContent).map(String::strip).orElse("");
  }

  String attribute(String name) {
    return root == null ? "" : root.getAttribute(name);
  }

  List<String> texts(String... path) {
    return all(path).map(Node::getTextContent).map(String::strip).toList();
  }

  /** Whether one of the build's plugins, wherever it is named, has this name. */
  boolean hasPlugin(String artifact) {
    return anywhere("plugin").anyMatch(plugin -> has(plugin, artifact));
  }

  /** What an element of this name says, wherever it is. */
  Optional<String> said(String name) {
    return anywhere(name).map(one -> one.getTextContent().strip()).findFirst();
  }

  private static boolean has(Element element, String artifact) {
    return children(element)
        .anyMatch(child ->
            local(child).equals("artifactId") && child.getTextContent().strip().equals(artifact));
  }

  private Stream<Element> all(String... path) {
    Stream<Element> elements = Stream.ofNullable(root);
    for (String name : path) {
      elements = elements.flatMap(Pom::children).filter(child -> local(child).equals(name));
    }
    return elements;
  }

  private Stream<Element> anywhere(String name) {
    return root == null ? Stream.empty() : elements(root.getElementsByTagName(name));
  }

  private static Stream<Element> children(Element element) {
    return elements(element.getChildNodes());
  }

  private static Stream<Element> elements(NodeList nodes) {
    return IntStream.range(0, nodes.getLength())
        .mapToObj(nodes::item)
        .filter(Element.class::isInstance)
        .map(Element.class::cast);
  }

  private static String local(Element element) {
    return element.getTagName();
  }
}
