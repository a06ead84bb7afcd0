namespace Akka.Api.Tests;

/// <summary>Names of types as C# would write them in full, without arity marks.</summary>
internal static class TypeName
{
    public static string Of(Type type)
    {
        if (type.IsByRef)
            return Of(type.GetElementType()!);
        if (type.IsArray)
            return Of(type.GetElementType()!) + "[]";
        if (type.IsGenericParameter)
            return type.Name;
        var outer = type.IsNested ? Bare(type.DeclaringType!) : type.Namespace;
        var name = string.IsNullOrEmpty(outer) ? WithoutArity(type.Name) : $"{outer}.{WithoutArity(type.Name)}";
        return type.IsGenericType ? $"{name}<{string.Join(", ", type.GetGenericArguments().Select(Of))}>" : name;
    }

    private static string Bare(Type type) => (type.IsNested ? Bare(type.DeclaringType!) : type.Namespace) + "." + WithoutArity(type.Name);

    private static string WithoutArity(string name) => name.IndexOf('`', StringComparison.Ordinal) is > 0 and var tick ? name[..tick] : name;
}
