namespace Hyperion.Internal;

using System.Collections.Frozen;
using System.Runtime.Serialization;
using Akka.Actor;

/// <summary>The way from a name in the bytes to a type. Names that don't pass lead to nothing being loaded.</summary>
internal sealed class TypeGate(ITypeFilter? filter, bool disallowUnsafe, IReadOnlyList<Func<string, string>> overrides)
{
    /// <summary>Types that run code of the sender's choice, or reach beyond the process, when they are filled.</summary>
    private static readonly FrozenSet<string> Unsafe = new[]
    {
        "System.Security.Claims.ClaimsIdentity", "System.Security.Claims.ClaimsPrincipal", "System.Security.Principal.WindowsIdentity",
        "System.Security.Principal.WindowsPrincipal", "System.Security.SecurityException", "System.Web.Security.RolePrincipal",
        "System.Windows.Forms.AxHost+State", "System.Windows.Data.ObjectDataProvider", "System.Windows.ResourceDictionary",
        "System.Management.Automation.PSObject", "System.Configuration.Install.AssemblyInstaller",
        "System.CodeDom.Compiler.TempFileCollection", "System.IO.FileSystemInfo", "System.IO.DirectoryInfo", "System.IO.FileInfo",
        "System.IO.FileStream", "System.IO.FileSystemWatcher", "System.Activities.Presentation.WorkflowDesigner",
        "System.Diagnostics.Process", "System.Diagnostics.ProcessStartInfo", "System.Runtime.Remoting.ObjRef",
        "Microsoft.VisualStudio.Text.Formatting.TextFormattingRunProperties", "System.Data.DataSet", "System.Data.DataTable",
        "System.Workflow.ComponentModel.Serialization.ActivitySurrogateSelector", "System.Reflection.Assembly", "System.AppDomain",
        "System.Net.WebClient", "System.Threading.Tasks.Task", "System.Xml.XmlDocument",
    }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>What an allow-list needn't name: harmless by themselves, or as harmless as their type arguments.</summary>
    private static readonly FrozenSet<string> Implied = CollectionCodecs.Definitions
        .Concat(
        [
            typeof(object), typeof(string), typeof(bool), typeof(byte), typeof(sbyte), typeof(short), typeof(ushort), typeof(int), typeof(uint),
            typeof(long), typeof(ulong), typeof(char), typeof(float), typeof(double), typeof(decimal), typeof(Half), typeof(Int128), typeof(UInt128),
            typeof(Guid), typeof(DateTime), typeof(DateTimeOffset), typeof(DateOnly), typeof(TimeOnly), typeof(TimeSpan), typeof(Uri), typeof(Version),
            typeof(DayOfWeek), typeof(DateTimeKind), typeof(Nullable<>), typeof(KeyValuePair<,>),
            typeof(ValueTuple), typeof(ValueTuple<>), typeof(ValueTuple<,>), typeof(ValueTuple<,,>), typeof(ValueTuple<,,,>), typeof(ValueTuple<,,,,>),
            typeof(ValueTuple<,,,,,>), typeof(ValueTuple<,,,,,,>), typeof(ValueTuple<,,,,,,,>),
            typeof(Tuple<>), typeof(Tuple<,>), typeof(Tuple<,,>), typeof(Tuple<,,,>), typeof(Tuple<,,,,>), typeof(Tuple<,,,,,>), typeof(Tuple<,,,,,,>),
            typeof(Tuple<,,,,,,,>),
            typeof(IActorRef), typeof(ActorPath), typeof(Address),
            typeof(ActorRefBase.Surrogate), typeof(ActorPath.Surrogate), typeof(Address.AddressSurrogate), typeof(Nobody.NobodySurrogate),
        ])
        .Select(TypeName.Of).ToFrozenSet(StringComparer.Ordinal);

    /// <summary>The type of a name.</summary>
    /// <exception cref="EvilDeserializationException">The name may not be read.</exception>
    /// <exception cref="SerializationException">It is no name, or there is no such type here.</exception>
    public Type Resolve(string written)
    {
        var text = written;
        foreach (var replace in overrides)
            text = replace(text);
        var name = TypeName.Parse(text) ?? throw Wire.Bad("it has a type's name that is none");
        Check(name, written);

        try
        {
            return Type.GetType(name.ToString(), throwOnError: false)
                ?? throw new SerializationException($"There is no type [{Shorten(text)}] here.");
        }
        catch (Exception e) when (e is ArgumentException or TypeLoadException or IOException or BadImageFormatException or NotSupportedException)
        {
            throw new SerializationException($"The type [{Shorten(text)}] can't be loaded: {e.Message}", e);
        }
    }

    /// <summary>Throws unless a type that is known by a number may be read.</summary>
    public void Check(Type type)
    {
        var text = TypeName.Of(type);
        if (TypeName.Parse(text) is { } name)
            Check(name, text);
    }

    private static string Shorten(string text) => text.Length > 200 ? text[..197] + "..." : text;

    private void Check(TypeName name, string written)
    {
        if (disallowUnsafe)
            CheckSafe(name, written);
        if (filter is not null && !IsAllowed(name, filter))
            throw new EvilDeserializationException($"The type [{Shorten(name.ToString())}] is not among those that may be read.", written);
    }

    private static void CheckSafe(TypeName name, string written)
    {
        if (Unsafe.Contains(name.FullName))
            throw new EvilDeserializationException($"The type [{Shorten(name.FullName)}] is unsafe and never read.", written);
        foreach (var argument in name.Arguments)
            CheckSafe(argument, written);
    }

    private static bool IsAllowed(TypeName name, ITypeFilter filter)
    {
        // A list of types implies collections of them; a filter of the application's own is asked about everything, and its word is all.
        if (filter is not TypeFilter)
            return filter.IsAllowed(name.ToString());
        if (filter.IsAllowed(name.Element) || (name.Arrays > 0 && filter.IsAllowed(name.ToString())))
            return true;
        var definition = $"{name.FullName}, {name.Assembly}";
        return (Implied.Contains(definition) || (name.Arguments.Count > 0 && filter.IsAllowed(definition)))
            && name.Arguments.All(argument => IsAllowed(argument, filter));
    }
}
