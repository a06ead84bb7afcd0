namespace Akka.Configuration.Hocon;

using System.Text;

/// <summary>Writes values as HOCON that parses back to equal values. Substitutions are written as what they stand for.</summary>
internal static class HoconPrinter
{
    public static string Print(HoconValue value, int indent)
    {
        var output = new StringBuilder();
        Append(output, value, indent);
        return output.ToString();
    }

    public static string Print(HoconObject value, int indent)
    {
        var output = new StringBuilder();
        Append(output, value, indent);
        return output.ToString();
    }

    public static string Print(HoconArray value, int indent)
    {
        var output = new StringBuilder();
        Append(output, value, indent);
        return output.ToString();
    }

    private static void Append(StringBuilder output, HoconValue value, int indent)
    {
        if (value.GetObject() is { } fields)
            Append(output, fields, indent);
        else if (value.IsArray())
            Append(output, value.GetArray(), indent);
        else if (value.Values.Count > 0)
            HoconText.AppendLiteral(output, value.GetString());
    }

    private static void Append(StringBuilder output, HoconObject fields, int indent)
    {
        if (fields.Items.Count == 0)
        {
            output.Append("{}");
            return;
        }

        output.Append("{\n");
        foreach (var (key, value) in fields.Items)
        {
            // A key that was made by code and never given a value can't be written.
            if (value.Values.Count == 0)
                continue;
            output.Append(' ', (indent + 1) * 2);
            HoconText.AppendKey(output, key);
            output.Append(" : ");
            Append(output, value, indent + 1);
            output.Append('\n');
        }

        output.Append(' ', indent * 2).Append('}');
    }

    private static void Append(StringBuilder output, IList<HoconValue> elements, int indent)
    {
        output.Append('[');
        for (var i = 0; i < elements.Count; i++)
        {
            output.Append(i == 0 ? string.Empty : ", ");
            Append(output, elements[i], indent + 1);
        }

        output.Append(']');
    }
}
