namespace Akka.Configuration.Hocon;

/// <summary>Reads HOCON.</summary>
/// <remarks>
/// Objects, arrays, dotted and quoted keys, comments, triple quotes, substitutions within the document, joined values, merged
/// objects, and <c>include "name"</c> through a callback. There is no <c>+=</c>, no <c>${?path}</c> and no environment variable.
/// </remarks>
public class Parser
{
    /// <summary>Reads a document.</summary>
    /// <param name="text">The text; nesting beyond 256 levels is refused.</param>
    /// <param name="includeCallback">Gives the document that <c>include "name"</c> means; null refuses includes.</param>
    /// <exception cref="ConfigurationException">The text isn't HOCON: the message has the line, the column and what was expected.</exception>
    public static HoconRoot Parse(string text, Func<string, HoconRoot>? includeCallback)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new HoconGrammar(text, includeCallback).Document();
    }
}
