namespace Akka.Configuration;

using System.Reflection;
using System.Xml;
using System.Xml.Linq;
using Akka.Configuration.Hocon;
using Newtonsoft.Json;

/// <summary>Makes sections from texts, resources and objects.</summary>
public class ConfigurationFactory
{
    private static readonly Lazy<Config> Reference = new(() => FromResource("akka.conf", typeof(ConfigurationFactory).Assembly));

    /// <summary>A section with nothing in it.</summary>
    public static Config Empty => ParseString("");

    /// <summary>Reads a HOCON text that includes nothing.</summary>
    /// <exception cref="ConfigurationException">The text isn't HOCON.</exception>
    public static Config ParseString(string hocon) => new(Parser.Parse(hocon, null));

    /// <summary>Reads a HOCON text.</summary>
    /// <param name="hocon">The text.</param>
    /// <param name="includeCallback">Gives the document that <c>include "name"</c> means.</param>
    /// <exception cref="ConfigurationException">The text isn't HOCON.</exception>
    public static Config ParseString(string hocon, Func<string, HoconRoot>? includeCallback) => new(Parser.Parse(hocon, includeCallback));

    /// <summary>
    /// The section of the program's configuration file (<c>PROGRAM.dll.config</c>: configuration, akka, hocon); empty if there is none.
    /// </summary>
    /// <exception cref="ConfigurationException">The file isn't XML, or what it holds isn't HOCON.</exception>
    public static Config Load()
    {
        if (Assembly.GetEntryAssembly()?.GetName().Name is not { } program)
            return Empty;
        var path = Path.Combine(AppContext.BaseDirectory, program + ".dll.config");
        if (!File.Exists(path))
            return Empty;

        try
        {
            var hocon = XDocument.Load(path).Root?.Element("akka")?.Element("hocon")?.Value;
            return string.IsNullOrWhiteSpace(hocon) ? Empty : ParseString(hocon);
        }
        catch (XmlException e)
        {
            throw new ConfigurationException($"The configuration file '{path}' is not XML: {e.Message}", e);
        }
    }

    /// <summary>The toolkit's own defaults: every key of <c>akka.conf</c>.</summary>
    public static Config Default() => Reference.Value;

    /// <summary>Reads a HOCON text from a resource of the assembly that <typeparamref name="TAssembly"/> is in.</summary>
    /// <exception cref="ConfigurationException">There is no such resource, or it isn't HOCON.</exception>
    public static Config FromResource<TAssembly>(string resourceName) => FromResource(resourceName, typeof(TAssembly).Assembly);

    /// <summary>Reads a HOCON text from a resource of the assembly that the type of <paramref name="instanceInAssembly"/> is in.</summary>
    /// <exception cref="ConfigurationException">There is no such resource, or it isn't HOCON.</exception>
    public static Config FromResource(string resourceName, object instanceInAssembly) => instanceInAssembly switch
    {
        Type type => FromResource(resourceName, type.Assembly),
        Assembly assembly => FromResource(resourceName, assembly),
        _ => FromResource(resourceName, instanceInAssembly.GetType().Assembly),
    };

    /// <summary>Reads a HOCON text from a resource.</summary>
    /// <exception cref="ConfigurationException">There is no such resource, or it isn't HOCON.</exception>
    public static Config FromResource(string resourceName, Assembly assembly)
    {
        using var stream = assembly.GetManifestResourceStream(resourceName)
            ?? throw new ConfigurationException($"The assembly '{assembly.GetName().Name}' has no resource '{resourceName}'.");
        using var reader = new StreamReader(stream);
        return ParseString(reader.ReadToEnd());
    }

    /// <summary>The public properties of an object as a section; nested objects become nested sections.</summary>
    public static Config FromObject(object source) => ParseString(JsonConvert.SerializeObject(source));
}
