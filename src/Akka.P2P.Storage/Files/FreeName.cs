namespace Akka.P2P.Storage.Files;

using System.Globalization;

/// <summary>What a file or folder is called when its name is taken: <c>name (1).ext</c>, <c>name (2).ext</c> and so on.</summary>
public static class FreeName
{
    /// <summary>The name itself for attempt 0. A folder keeps its dots: only files have an extension.</summary>
    public static string Of(string name, bool isFolder, int attempt)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (attempt == 0)
            return name;
        // ".bashrc" is all name and no extension.
        var dot = isFolder ? -1 : name.LastIndexOf('.');
        var stem = dot > 0 ? name[..dot] : name;
        return string.Create(CultureInfo.InvariantCulture, $"{stem} ({attempt}){(dot > 0 ? name[dot..] : "")}");
    }
}
