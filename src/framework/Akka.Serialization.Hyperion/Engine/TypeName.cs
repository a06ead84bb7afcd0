namespace Hyperion.Internal;

using System.Text;

/// <summary>The name of a type, taken apart without looking at any type.</summary>
/// <param name="FullName">Namespace and name, of the definition if it is generic.</param>
/// <param name="Assembly">The simple name of the assembly.</param>
/// <param name="Arguments">The type arguments.</param>
/// <param name="Arrays">How many times it is an array of that.</param>
internal sealed record TypeName(string FullName, string Assembly, IReadOnlyList<TypeName> Arguments, int Arrays)
{
    private const int MaxLength = 2048;
    private const int MaxDepth = 16;

    /// <summary>The name without arrays: of the element, if it is an array.</summary>
    public string Element => Text(0);

    public static string Of(Type type)
    {
        var text = new StringBuilder();
        AppendName(text, type);
        return text.Append(", ").Append(type.Assembly.GetName().Name).ToString();
    }

    /// <summary>Null if the text is no such name.</summary>
    public static TypeName? Parse(string text)
    {
        if (text.Length > MaxLength)
            return null;
        var at = 0;
        return ParseAt(text, ref at, 0) is { } name && at == text.Length ? name : null;
    }

    public override string ToString() => Text(Arrays);

    private static void AppendName(StringBuilder text, Type type)
    {
        if (type.IsArray)
        {
            AppendName(text, type.GetElementType()!);
            text.Append('[').Append(',', type.GetArrayRank() - 1).Append(']');
            return;
        }

        text.Append(type.IsConstructedGenericType ? type.GetGenericTypeDefinition().FullName : type.FullName);
        if (!type.IsConstructedGenericType)
            return;
        var separator = "[[";
        foreach (var argument in type.GetGenericArguments())
        {
            text.Append(separator).Append(Of(argument));
            separator = "],[";
        }

        text.Append("]]");
    }

    private static TypeName? ParseAt(string text, ref int at, int depth)
    {
        if (depth > MaxDepth)
            return null;
        var fullName = Take(text, ref at, static letter => letter is not ('[' or ']' or ',' or '\\' or '*' or '&' or '='));
        var arguments = new List<TypeName>();
        if (At(text, at, "[["))
        {
            at++;
            while (true)
            {
                at++;
                if (ParseAt(text, ref at, depth + 1) is not { } argument || !At(text, at, "]"))
                    return null;
                arguments.Add(argument);
                at++;
                if (At(text, at, "]"))
                    break;
                if (!At(text, at, ",["))
                    return null;
                at++;
            }

            at++;
        }

        var arrays = 0;
        for (; At(text, at, "[]"); at += 2)
            arrays++;
        if (!At(text, at, ", ") || fullName.Length == 0 || arrays > MaxDepth)
            return null;
        at += 2;
        var assembly = Take(text, ref at, static letter => char.IsLetterOrDigit(letter) || letter is '.' or '_' or '-' or '+');
        return assembly.Length == 0 ? null : new TypeName(fullName, assembly, arguments, arrays);
    }

    private static string Take(string text, ref int at, Func<char, bool> belongs)
    {
        var start = at;
        while (at < text.Length && belongs(text[at]))
            at++;
        return text[start..at];
    }

    private static bool At(string text, int at, string part) => string.CompareOrdinal(text, at, part, 0, part.Length) == 0;

    private string Text(int arrays)
    {
        var text = new StringBuilder(FullName);
        if (Arguments.Count > 0)
            text.Append("[[").AppendJoin("],[", Arguments).Append("]]");
        return text.Insert(text.Length, "[]", arrays).Append(", ").Append(Assembly).ToString();
    }
}
